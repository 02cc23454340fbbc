// The head of the page: what the case is called, what in it is no record, what can be
// taken back, and from where a path is to be found.

import { at, button, el, fill, name } from "./dom.js";
import { missing } from "./opening.js";
import { remember } from "./remarks.js";
import { change, state } from "./state.js";
import { counted, isChinese, speakChinese, word } from "./words.js";

/** @typedef {{decide: import("./remarks.js").Decide, called: (uid: string) => string, start: () => void}} Doors */

/** Draws the head, as the case's log is now.
 * @param {any} status @param {Doors} doors */
export async function showMasthead(status, doors) {
  const { back, forth } = await remember();
  showPathStart(doors);
  fill(at("steps"),
    button(word("Undo"), () => doors.decide("undo", {}), { class: "decides", disabled: !back, id: "undo", title: word("Takes back the newest decision") }),
    button(word("Redo"), () => doors.decide("redo", {}), { class: "decides", disabled: !forth, id: "redo", title: word("Makes it again") }),
    button(word("Language"), () => { change({ zh: !isChinese() }, true); speakChinese(state.zh); doors.start(); }, { id: "language" }));
  fill(at("case-name"), status.name ?? "graphkit");
  fill(at("banners"), unproven(status.provenances), missing(status), status.pending.map((/** @type {string} */ one) => el("div", { class: "banner" }, one)));
}

/** From where a path is to be found, until it is said to where. @param {Doors} doors */
export function showPathStart(doors) {
  fill(at("path-start"), state.path && button([`${word("Path from here")}: `, name(doors.called(state.path)), " ×"], () => { change({ path: "" }); showPathStart(doors); }, { class: "chip", title: word("Open what it leads to, then: Path to here") }));
}

/** How much of the case is not from the records themselves.
 * @param {{provenance: string, count: number}[]} provenances */
function unproven(provenances) {
  const some = provenances.filter(({ provenance }) => !["primary", "catalogue"].includes(provenance));
  return some.length > 0 && el("div", { class: "banner" }, some.map(({ provenance, count }) => el("span", { class: `stamp p-${provenance}` }, `${counted(count, "source")}: ${word(provenance)}`)));
}

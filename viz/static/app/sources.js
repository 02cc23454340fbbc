// What the case holds: a place for more files, what was read, what was not and why.

import { ask, gone, Refused } from "./api.js";
import { announce, el, fill, name } from "./dom.js";
import { dropZone, keepThePage, sendAll } from "./drop.js";
import { showLoaded } from "./loaded.js";
import "./page_words.js";
import { asking, shown, watching, working } from "./work.js";
import { word } from "./words.js";

/** @typedef {{loaded: (found: any) => unknown, openMap: (which: string) => void, openSources: () => void, decide: import("./evidence.js").Decide}} Doors */

/** What came of the last load; it stays when the page is drawn anew. @type {any[]} */
let outcome = [];

keepThePage();

/** An invitation where the case is empty, a place for files, and the load report.
 * @param {Element} place @param {any} status @param {Doors} doors */
export async function showSources(place, status, doors) {
  if (status.missing.length) return fill(place, counts(status));
  const report = el("div", { class: "report" });
  fill(place, status.records === 0 && empty(), loader(doors), outcome,
    status.pending.map((/** @type {string} */ one) => el("p", { class: "missing" }, one)), report);
  watching(() => doors.loaded({ quarantined: [] }));
  try {
    await showLoaded(report, await ask("loaded"), doors, () => retry(doors));
  } catch (error) {
    if (!(error instanceof Refused) || error === gone) throw error;
    fill(report, el("p", { class: "missing" }, error.message)); // a copy holds no files
  }
}

/** What a copy of a case holds; its sources are where the case is. @param {any} status */
function counts(status) {
  return el("dl", { class: "facts-list" }, Object.entries(status.nodes).map(([label, count]) => el("div", {}, el("dt", {}, word(label)), el("dd", {}, Number(count).toLocaleString("en")))));
}

/** How a case is begun. */
function empty() {
  return el("section", { class: "begin" }, el("h2", {}, word("This case is empty")),
    el("p", {}, word("Give it records: notices as text, HTML, PDF or Word, OCDS and TED files, tables, archives of these. They stay on this machine.")),
    el("p", { class: "faint" }, word("In a terminal:"), " ", el("code", {}, "graphkit load FILES")));
}

/** What a person says of files that come: where they are from, who may see them.
 * @returns {{element: Element, said: () => {provenance: string, restricted: boolean}}} */
export function origin() {
  const provenance = el("select", {}, ["primary", "reported", "analyst", "invented"].map((one) => el("option", { value: one }, word(one))));
  const restricted = el("input", { type: "checkbox" });
  const element = el("p", { class: "row drop-said" }, el("label", {}, word("Provenance"), " ", provenance), el("label", {}, restricted, word("Restricted: leave it out of exports")));
  return { element, said: () => ({ provenance: provenance.value, restricted: restricted.checked }) };
}

/** @param {Doors} doors */
function loader(doors) {
  const { element, said } = origin();
  return dropZone(word("Drop files or folders here, or choose files."), (files) => load(files, said(), doors), element, shown);
}

/** @param {import("./drop.js").Given[]} files @param {object} given @param {Doors} doors */
async function load(files, given, doors) {
  if (!files.length) return;
  await doing(doors, async (work) => {
    const { batch, refused } = await sendAll(files, work);
    if (refused.length === files.length) return { refused };
    return { refused, found: await asking(work, "load", { ...given, batch }) };
  });
}

/** Tries again what was not read. @param {Doors} doors */
async function retry(doors) {
  await doing(doors, async (work) => ({ refused: [], found: await asking(work, "retry", {}) }));
}

/** Loads what was dropped on another page. @param {Doors} doors @param {object} given */
export async function loadDropped(doors, given) {
  await doing(doors, async (work) => ({ refused: [], found: await asking(work, "load", given) }));
}

/** Reads what the case keeps anew, as by another map. @param {Doors} doors */
export const readAgain = retry;

/** Does what takes a while, and says what came of it.
 * @param {Doors} doors @param {(work: import("./work.js").Work) => Promise<{refused: any[], found?: any}>} does */
async function doing(doors, does) {
  outcome = [];
  try {
    const done = await working(does);
    if (!done) return;
    outcome = [done.found && el("p", { class: "outcome", role: "status" }, told(done.found)), ...done.refused.map((one) => el("p", { class: "missing", role: "alert" }, name(one.called), `: ${one.why}`))].filter(Boolean);
    await doors.loaded(done.found ?? { quarantined: done.refused });
    if (done.found) announce(told(done.found)); // last: the case was opened again meanwhile, and that is announced, too
  } catch (error) {
    const { message, hint, name: kind } = /** @type {any} */ (error);
    const words = kind === "AbortError" ? word("Stopped: nothing was loaded.") : `${message} ${hint ?? ""}`;
    outcome = [el("p", { class: "missing", role: "alert" }, words)];
    await doors.loaded({ quarantined: [error] });
  }
}

/** @param {any} found */
function told(found) {
  const count = (/** @type {number} */ number, /** @type {string} */ one, /** @type {string} */ more) => `${number.toLocaleString("en")} ${word(number === 1 ? one : more)}`;
  return [count(found.records, "new record", "new records"), count(found.statements, "statement", "statements"), count(found.quarantined.length, "not read", "not read")].join(", ");
}

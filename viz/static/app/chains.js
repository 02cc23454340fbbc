// Chains and paths as rows of columns: institution, tender, intermediary, cloud, item.

import { button, el, name, place } from "./dom.js";
import { modalityOf } from "./model.js";
import { aboutChain, remarksOn } from "./remarks.js";
import { counted, isChinese, verb, word } from "./words.js";
import { noteOf } from "../view/theme.js";

/** @typedef {{openThing: (uid: string) => void, openEdge: (key: string) => void, decide: import("./remarks.js").Decide, alone: (keys: string[]) => void}} Doors */

const PLACES = [["institution", "Institution"], ["tender", "Tender"], ["supplier", "Intermediary or supplier"], ["provider", "Cloud"], ["item", "Chip, model, product"]];

/** One chain with its grade, its sentence, its places and the words behind each hop.
 * @param {Record<string, any>} chain @param {import("./model.js").Model} model @param {Doors} doors */
export function chainRow(chain, model, doors) {
  const strip = chain.uids && !Array.isArray(chain.uids) ? strips(chain, model, doors) : walk(chain, model, doors);
  return el("article", { class: `chain g-${chain.grade}`, "data-key": chain.key, "aria-label": chain.sentence },
    el("header", {}, gradeMark(chain), chain.provenance !== "primary" && el("span", { class: `stamp p-${chain.provenance}` }, word(chain.provenance)),
      chain.inferred && el("span", { class: "stamp" }, `${word("inferred")} · ${counted((chain.tenders ?? []).length, "tender")}`),
      el("span", { class: "facts" }, facts(chain))),
    strip,
    chain.sentence && el("p", { class: "sentence" }, name(chain.sentence)),
    el("p", { class: "why" }, `${word("Why")} ${chain.grade}: `, name(chain.why)),
    hops(chain, doors),
    remarksOn(aboutChain(chain), doors.decide, { beside: button(word("Draw this alone"), () => doors.alone([chain.key]), { class: "quiet" }) }));
}

/** A grade with its line and its words, never by colour alone.
 * @param {Record<string, any>} row */
export function gradeMark(row) {
  return el("span", { class: `grade g-${row.grade}`, title: row.grade_words }, el("i", { class: "line", "aria-hidden": "true" }), row.grade, row.grade_words && el("span", { class: "grade-words" }, ` ${word(row.grade_words)}`));
}

/** @param {Record<string, any>} chain @param {import("./model.js").Model} model @param {Doors} doors */
function strips(chain, model, doors) {
  return el("ol", { class: "strip" }, PLACES.map(([place, heading]) => {
    const uid = chain.uids[place];
    if (!uid) return el("li", { class: "card none" }, el("span", { class: "kind" }, word(heading)), el("span", { class: "faint" }, word("not named")));
    return card(model.thing(uid), word(heading), kindOf(place, chain), doors);
  }));
}

/** @param {string} place @param {Record<string, any>} chain */
function kindOf(place, chain) {
  if (place === "item") return ["Chip", "Model"].includes(chain.item?.label) ? chain.item.label.toLowerCase() : "product";
  return place === "supplier" && chain.uids.intermediary ? "intermediary" : place;
}

/** @param {Record<string, any>} path @param {import("./model.js").Model} model @param {Doors} doors */
function walk(path, model, doors) {
  const uids = /** @type {string[]} */ (path.uids ?? []);
  return el("ol", { class: "strip walk" }, uids.map((uid) => {
    const thing = model.thing(uid);
    return card(thing, word(thing.label), kinds[thing.label] ?? "institution", doors);
  }));
}

/** @type {Record<string, string>} */
export const kinds = { Organization: "institution", Tender: "tender", Provider: "provider", Product: "product", Chip: "chip", Model: "model", Document: "tender", Rule: "tender", List: "tender", Classification: "tender" };

/** @param {import("./model.js").Thing} thing @param {string} heading @param {string} kind @param {Doors} doors */
function card(thing, heading, kind, doors) {
  const other = [thing.name_en, thing.name_zh].find((one) => one && one !== thing.name) || thing.pinyin;
  const noted = noteOf({ thing }, isChinese() ? "zh" : "en");
  return el("li", { class: `card k-${kind}` },
    el("button", { type: "button", class: "card-open", onclick: () => doors.openThing(thing.uid) },
      el("span", { class: "kind" }, heading), name(thing.name, "card-name"), other && name(other, "other"), noted && name(noted, "other")));
}

/** @param {Record<string, any>} chain @param {Doors} doors */
function hops(chain, doors) {
  return el("ul", { class: "hops" }, chain.hops.map((/** @type {any} */ hop) =>
    el("li", {}, el("button", { type: "button", class: "hop", onclick: () => doors.openEdge(hop.key), "data-edge": hop.key },
      el("span", { class: "verb" }, verb(hop.type, chain.stage ?? "", modalityOf(hop))), " ", name(hop.to, "hop-end"),
      hop.quote ? el("q", { class: "quote" }, name(hop.quote)) : el("em", { class: "missing" }, word("No words stand behind this: it is not quoted.")),
      place(hop.path)))));
}

/** @param {Record<string, any>} chain */
function facts(chain) {
  const money = typeof chain.amount === "number" ? `${chain.amount.toLocaleString("en")} ${chain.currency ?? ""}${chain.tax ? ` (tax ${chain.tax})` : ""}` : "";
  return [chain.stage && word(chain.stage), chain.date, money].filter(Boolean).join(" · ");
}

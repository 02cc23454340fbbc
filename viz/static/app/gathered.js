// The panel of what stands for several: a group of tenders, a direct link, a selection,
// a line that is only inferred. From each of them the evidence is one click away.

import { chainRow } from "./chains.js";
import { button, el, fill, name } from "./dom.js";
import { groupOf, sums } from "./drawn.js";
import { counted, verb, word } from "./words.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./model.js").Edge} Edge */
/** @typedef {{openThing: (uid: string) => void, openEdge: (key: string) => void, decide: import("./remarks.js").Decide, alone: (keys: string[]) => void}} Doors */

/** Whether this panel shows what is looked at. @param {string} seen */
export const isGathered = (seen) => /^(list\||group\||direct\||inferred\||group:)/.test(seen);

/** @param {Element} place @param {string} seen @param {Model} model @param {import("./drawn.js").Drawn | null} now @param {Doors} doors */
export function showGathered(place, seen, model, now, doors) {
  const chain = seen.startsWith("inferred|") && model.chains.get(seen.slice("inferred|".length));
  const folds = now?.folds ?? new Map();
  const fold = folds.get(seen);
  if (chain) fill(place, el("h2", {}, word("inferred")), chainRow(chain, model, doors));
  else if (seen.startsWith("list|")) list(place, seen.slice("list|".length).split(" "), model, doors);
  else if (seen.startsWith("group:")) group(place, seen, model, folds, doors);
  else if (fold) link(place, fold, model, folds, doors);
  else fill(place, el("p", {}, word("Nothing was found.")));
}

/** @param {Element} place @param {string[]} uids @param {Model} model @param {Doors} doors */
function list(place, uids, model, doors) {
  fill(place, el("h2", {}, `${uids.length} ${word("selected")}`), things(uids, model, doors));
}

/** @param {string[]} uids @param {Model} model @param {Doors} doors */
function things(uids, model, doors) {
  return el("ul", { class: "pairs" }, uids.map((uid) => {
    const thing = model.thing(uid);
    const other = [thing.name_en, thing.name_zh].find((one) => one && one !== thing.name);
    return el("li", {}, el("span", { class: "kind" }, word(thing.label)), " ", button(name(thing.name), () => doors.openThing(uid), { class: "link" }), other && [" ", name(other, "other")], thing.note && [" ", name(thing.note, "faint")]);
  }));
}

/** @param {Element} place @param {string} uid @param {Model} model @param {Map<string, any>} folds @param {Doors} doors */
function group(place, uid, model, folds, doors) {
  const { tenders, sum, days } = groupOf(folds, uid);
  const [buyer, seller] = uid.slice("group:".length).split(" ");
  const end = (/** @type {string} */ one) => button(name(model.thing(one).name), () => doors.openThing(one), { class: "link" });
  fill(place, el("p", { class: "kind" }, counted(tenders.length, "tender")), el("h2", {}, end(buyer), " — ", end(seller)), el("p", {}, [sum, days].filter(Boolean).join(" · ")), el("p", { class: "faint" }, word("Each of these tenders was issued by the one and awarded to the other, and to nobody else that is loaded.")), things(tenders, model, doors));
}

/** @param {Element} place @param {import("./drawn.js").Fold} fold @param {Model} model @param {Map<string, any>} folds @param {Doors} doors */
function link(place, { relation, edges, tenders }, model, folds, doors) {
  const called = (/** @type {string} */ uid) => (uid.startsWith("group:") ? counted(groupOf(folds, uid).tenders.length, "tender") : model.thing(uid).name);
  const money = sums(edges);
  fill(place, el("h2", {}, name(called(relation.from)), " ", el("span", { class: "verb" }, verb(relation.type, relation.stage, relation.modality)), " ", name(called(relation.to))),
    el("p", { class: "faint" }, [counted(tenders.length, "tender"), relation.grade && `${word("Weakest grade")} ${relation.grade}`, money].filter(Boolean).join(" · ")),
    el("ul", { class: "hops" }, edges.map((edge) => row(edge, model, doors))));
}

/** @param {Edge} edge @param {Model} model @param {Doors} doors */
function row(edge, model, doors) {
  return el("li", {}, button([name(model.thing(edge.from).name), " ", el("span", { class: "verb" }, verb(edge.type, edge.stage, edge.modality)), " ", name(model.thing(edge.to).name, "hop-end"), " ", edge.quote ? el("q", { class: "quote" }, name(edge.quote)) : el("em", { class: "missing" }, word("No words stand behind this: it is not quoted."))], () => doors.openEdge(edge.key), { class: "link", "data-edge": edge.key }));
}

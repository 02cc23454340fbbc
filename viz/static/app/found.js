// What was found: chains as rows, edges as a table, and what stood nearest where nothing was.

import { chainRow } from "./chains.js";
import { button, el, fill, name } from "./dom.js";
import { patternForm } from "./pattern.js";
import { change, state } from "./state.js";
import { table } from "./table.js";
import { counted, verb, word } from "./words.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./chains.js").Doors & {all: () => void, regrade: (grade: string) => void, morePaths: () => void, find: (pattern: object) => void}} Doors */

const GRADES = ["E1", "E2", "E3", "E4", "E5"];
const COLUMNS = [["start", "From"], ["verb", "Relation"], ["end", "To"], ["date", "Date"], ["amount", "Amount"], ["currency", ""], ["tax", "Tax"], ["grade", "Grade"], ["stage", "Stage"], ["provenance", "Provenance"], ["quote", "Quote"]];

/** How many chains are shown, from what grade on, and what came near where a step found none.
 * @param {Model} model @param {Doors} doors @returns {Element[]} */
export function heading(model, doors) {
  const asked = state.steps.findLast((one) => one.do !== "expand")?.grade ?? "E2";
  const weakest = el("label", { class: "weakest" }, `${word("Weakest grade")} `, el("select", { onchange: (/** @type {any} */ event) => doors.regrade(event.target.value) }, GRADES.map((grade) => el("option", { value: grade, selected: grade === asked }, grade))));
  const row = el("p", { class: "row" }, el("b", { class: "count" }, `${model.shownChains().length} ${word("of")} ${counted(model.chains.size, "chain")}`), weakest, button(word("All chains"), doors.all, { class: "quiet" }));
  const last = state.steps.at(-1);
  const cut = model.truncated && el("p", { class: "row missing" }, word("More was found than is shown: a limit or the deadline was reached."), last?.do === "paths" && !last.limit && button(word("More paths"), doors.morePaths));
  return [row, patternForm(model, doors.find), cut, model.misses.length > 0 && nearest(model, asked, doors)].filter(Boolean);
}

/** @param {Model} model @param {string} asked @param {Doors} doors */
function nearest(model, asked, doors) {
  const weaker = GRADES[GRADES.indexOf(asked) + 1];
  return el("section", { class: "empty nearest" }, el("h2", {}, word("Nothing was found.")), el("ul", {}, model.misses.map((one) => el("li", {}, name(one)))), weaker && button(`${word("Let in")} ${weaker}`, () => doors.regrade(weaker)));
}

/** What stands where there is nothing at all: how to begin.
 * @param {Model} model @param {Doors} doors */
export function beginning(model, doors) {
  if (model.things.size || model.misses.length) return null;
  return el("section", { class: "empty" }, el("p", {}, word("Search names, numbers, pinyin, words of records")), button(word("All chains"), doors.all, { class: "main" }));
}

/** @param {Element} place @param {Model} model @param {Doors} doors */
export function showChains(place, model, doors) {
  fill(place, heading(model, doors), beginning(model, doors), model.shownChains().map((chain) => chainRow(chain, model, doors)));
}

/** @param {Element} place @param {Model} model @param {Doors} doors */
export function showTable(place, model, doors) {
  const rows = model.shownEdges().map((edge) => ({ ...edge, verb: verb(edge.type, edge.stage, edge.modality), start: model.thing(edge.from).name, end: model.thing(edge.to).name }));
  const columns = COLUMNS.map(([key, label]) => ({ key, label: word(label), number: key === "amount" }));
  fill(place, heading(model, doors), model.notes.map((one) => el("p", { class: "missing" }, name(one))), beginning(model, doors), rows.length > 0 && table(columns, rows, { caption: counted(rows.length, "relation"), sort: state.sort, sorted: (sort) => change({ sort }, true), open: (row) => doors.openEdge(row.key) }));
}

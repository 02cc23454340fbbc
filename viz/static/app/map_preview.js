// What the first rows of a table would make: nodes and edges, broken cells, what is
// not used.

import { el, name } from "./dom.js";
import { table } from "./table.js";
import { verb, word } from "./words.js";

const SHOWN = 40;

/** @param {any} one @returns {import("./dom.js").Child[]} */
export function previewOf(one) {
  return [el("h3", {}, word("What the first rows would make")), edges(one), nodes(one), problems(one), unused(one), asToml(one)];
}

/** @param {any} one */
function edges(one) {
  if (!one.edges.length) return el("p", { class: "missing" }, word("Nothing: no row would make an edge."));
  const rows = one.edges.map((/** @type {any} */ edge) => ({ ...edge, verb: verb(edge.type), money: [edge.amount, edge.currency].filter(Boolean).join(" ") }));
  const columns = [["row", "Row"], ["from", "From"], ["verb", "Relation"], ["to", "To"], ["money", "Amount"], ["date", "Date"]];
  return table(columns.map(([key, label]) => ({ key, label: word(label) })), rows, { caption: `${one.edges.length} ${word("edges")}, ${one.nodes.length} ${word("nodes")}` });
}

/** @param {any} one */
function nodes(one) {
  return one.nodes.length > 0 && el("p", { class: "unused" }, el("span", { class: "faint" }, `${word("Nodes")}: `), one.nodes.slice(0, SHOWN).map((/** @type {string} */ node) => el("span", { class: "chip" }, name(node))));
}

/** @param {any} one */
function problems(one) {
  return one.problems.length > 0 && el("section", {}, el("h3", {}, `${word("Not read of the first rows")} (${one.problems.length})`),
    el("ul", {}, one.problems.slice(0, SHOWN).map((/** @type {string} */ problem) => el("li", { class: "missing" }, name(problem)))));
}

/** @param {any} one */
function unused(one) {
  return one.unused.length > 0 && el("section", {}, el("h3", {}, `${word("Columns that are not read")} (${one.unused.length})`),
    el("p", { class: "unused" }, one.unused.slice(0, 4 * SHOWN).map((/** @type {string} */ column) => el("span", { class: "chip" }, name(column)))));
}

/** @param {any} one */
function asToml(one) {
  return el("details", {}, el("summary", {}, word("The map as it is written")), el("pre", { class: "toml", tabindex: "0" }, one.text));
}

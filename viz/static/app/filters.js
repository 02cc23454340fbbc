// Filters with counts, chips for those that are active, one reset.

import { announce, button, el, fill } from "./dom.js";
import { FACETS } from "./model.js";
import { change, narrowing, state } from "./state.js";
import { counted, verb, word } from "./words.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {(facet: string, values: string[]) => void} Filter */

/** @type {Record<string, string>} */
const LABELS = { grade: "Grade", type: "Relation", stage: "Stage", modality: "Modality", provenance: "Provenance", tag: "Tag", source: "Source" };
const BOUNDS = [["since", "From", "date"], ["until", "To", "date"], ["least", "Amount", "number"]];
const FEW = 8;

/** Which parts of the panel are open; they stay so whatever is filtered. @type {Set<string>} */
const open = new Set();

/** @param {Element} place @param {Model} model @param {() => void} changed */
export function showFilters(place, model, changed) {
  const counts = model.counts();
  const focused = place.contains(document.activeElement) ? /** @type {any} */ (document.activeElement) : null;
  /** @type {Filter} */
  const set = (facet, values) => {
    const { [facet]: _, ...others } = state.filters;
    change({ filters: values.length ? { ...others, [facet]: values } : others });
    changed();
    announce(`${model.shownChains().length} ${word("of")} ${counted(model.chains.size, "chain")}`);
  };
  const boxes = FACETS.filter((facet) => counts[facet].length > 1 || state.filters[facet] || (facet === "tag" && counts[facet].length)).map((facet) => box(facet, counts[facet], set));
  const bounds = BOUNDS.map(([bound, label, type]) => el("label", {}, el("span", {}, `${word(label)}${bound === "least" ? " ≥" : ""}`), el("input", { type, name: bound, min: "0", value: state.filters[bound]?.[0] ?? "", onchange: (/** @type {any} */ event) => set(bound, event.target.value ? [event.target.value] : []) })));
  const chips = Object.entries(state.filters).flatMap(([facet, values]) => values.map((value) => button(`${said(facet, value)} ×`, () => set(facet, values.filter((one) => one !== value)), { class: "chip", "aria-label": `${word("Reset")}: ${said(facet, value)}` })));
  const others = narrowed(changed);
  const reset = () => { change(narrowing()); changed(); };
  fill(place, opening("filters", `${word("Filter")}${chips.length ? ` (${chips.length})` : ""}`, "filters", el("div", { class: "facets" }, boxes, el("fieldset", { class: "bounds" }, el("legend", {}, `${word("Date")}, ${word("Amount")}`), bounds))),
    chips.length + others.length > 0 && el("p", { class: "row chips" }, chips, others, button(word("Reset"), reset, { class: "quiet" })));
  if (focused) again(place, focused)?.focus({ preventScroll: true });
}

/** The element that stands now where another one had the focus.
 * @param {Element} place @param {any} before @returns {HTMLElement | null} */
function again(place, before) {
  const alike = [...place.querySelectorAll("input")].find(({ name, value, type }) => name === before.name && (type !== "checkbox" || value === before.value));
  return alike ?? place.querySelector("summary");
}

/** A part of the panel that is opened and stays so.
 * @param {string} which @param {string} label @param {string} look @param {Element} inner */
function opening(which, label, look, inner) {
  return el("details", { open: open.has(which), class: look, ontoggle: (/** @type {any} */ event) => { open[event.target.open ? "add" : "delete"](which); } }, el("summary", {}, label), inner);
}

/** The values of a facet with their counts; those beyond a few stand behind a line.
 * @param {string} facet @param {[string, number][]} values @param {Filter} set */
function box(facet, values, set) {
  const chosen = state.filters[facet] ?? [];
  const gone = chosen.filter((one) => !values.some(([value]) => value === one)).map((value) => /** @type {[string, number]} */ ([value, 0]));
  const all = [...gone, ...values].map(([value, count]) => el("label", {}, el("input", { type: "checkbox", name: facet, value, checked: chosen.includes(value), onchange: (/** @type {any} */ event) => set(facet, event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value)) }), el("bdi", { title: facet === "source" && value }, said(facet, value)), el("span", { class: "count" }, count.toLocaleString("en"))));
  const rest = all.length - FEW > 1 ? all.splice(FEW) : [];
  return el("fieldset", {}, el("legend", {}, word(LABELS[facet])), all, rest.length > 0 && opening(facet, `${rest.length} ${word("more")}`, "rest", el("div", {}, rest)));
}

/** Chips for what narrows the view beside the filters, or changes its cards.
 * @param {() => void} changed @returns {Element[]} */
function narrowed(changed) {
  const { hidden, focus, groups, direct } = state;
  const kept = /** @type {[boolean, string, Partial<import("./state.js").State>][]} */ ([
    [hidden.length > 0, `${hidden.length} ${word("hidden")}`, { hidden: [] }],
    [focus.length > 0, `${counted(focus.length, "chain")} ${word("alone")}`, { focus: [], stand: {} }],
    [groups.length > 0, `${groups.length} ${word("grouped")}`, { groups: [] }],
    [direct, word("Direct links"), { direct: false }]]);
  return kept.filter(([is]) => is).map(([, label, changes]) => button(`${label} ×`, () => { change(changes); changed(); }, { class: "chip", "aria-label": `${word("Reset")}: ${label}` }));
}

/** @param {string} facet @param {string} value */
function said(facet, value) {
  if (facet === "type") return verb(value);
  if (facet === "least") return `≥ ${Number(value).toLocaleString("en")}`;
  if (facet === "since" || facet === "until") return `${word(facet === "since" ? "From" : "To")} ${value}`;
  if (facet === "tag") return `#${value}`;
  return facet === "source" ? value.split("/").at(-1) ?? value : word(value).replaceAll("_", " ");
}

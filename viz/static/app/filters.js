// Filters with counts, chips for those that are active, one reset.

import { announce, button, el, fill } from "./dom.js";
import { FACETS } from "./model.js";
import { change, narrowing, state } from "./state.js";
import { verb, word } from "./words.js";

/** @type {Record<string, string>} */
const LABELS = { grade: "Grade", type: "Relation", stage: "Stage", modality: "Modality", provenance: "Provenance", source: "Source" };
const BOUNDS = [["since", "From", "date"], ["until", "To", "date"], ["least", "Amount", "number"]];

/** @param {Element} place @param {import("./model.js").Model} model @param {() => void} changed */
export function showFilters(place, model, changed) {
  const counts = model.counts();
  const isOpen = place.querySelector("details")?.open;
  /** @param {string} facet @param {string[]} values */
  const set = (facet, values) => {
    const { [facet]: _, ...others } = state.filters;
    change({ filters: values.length ? { ...others, [facet]: values } : others });
    changed();
    announce(`${model.shownChains().length} ${word("of")} ${model.chains.size} ${word("Chains")}`);
  };
  const boxes = FACETS.filter((facet) => counts[facet].length > 1 || state.filters[facet]).map((facet) => el("fieldset", {}, el("legend", {}, word(LABELS[facet])), counts[facet].slice(0, 12).map(([value, count]) => {
    const chosen = state.filters[facet] ?? [];
    return el("label", {}, el("input", { type: "checkbox", name: facet, value, checked: chosen.includes(value), onchange: (/** @type {any} */ event) => set(facet, event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value)) }), said(facet, value), el("span", { class: "count" }, ` ${count}`));
  })));
  const bounds = BOUNDS.map(([bound, label, type]) => el("label", {}, `${word(label)}${bound === "least" ? " ≥" : ""} `, el("input", { type, name: bound, min: "0", value: state.filters[bound]?.[0] ?? "", onchange: (/** @type {any} */ event) => set(bound, event.target.value ? [event.target.value] : []) })));
  const chips = Object.entries(state.filters).flatMap(([facet, values]) => values.map((value) => button(`${said(facet, value)} ×`, () => set(facet, values.filter((one) => one !== value)), { class: "chip", "aria-label": `${word("Reset")}: ${value}` })));
  const others = narrowed(changed);
  const reset = () => { change(narrowing()); changed(); };
  fill(place, el("details", { open: isOpen, class: "filters" }, el("summary", {}, `Filter${chips.length ? ` (${chips.length})` : ""}`), el("div", { class: "facets" }, boxes, el("fieldset", {}, el("legend", {}, `${word("Date")}, ${word("Amount")}`), bounds))),
    chips.length + others.length > 0 && el("p", { class: "row" }, chips, others, button(word("Reset"), reset, { class: "quiet" })));
}

/** Chips for what narrows the view beside the filters, or changes its cards.
 * @param {() => void} changed @returns {Element[]} */
function narrowed(changed) {
  const { hidden, focus, groups, direct } = state;
  const kept = /** @type {[boolean, string, Partial<import("./state.js").State>][]} */ ([
    [hidden.length > 0, `${hidden.length} ${word("hidden")}`, { hidden: [] }],
    [focus.length > 0, `${focus.length} ${word("Chains")} ${word("alone")}`, { focus: [], stand: {} }],
    [groups.length > 0, `${groups.length} ${word("grouped")}`, { groups: [] }],
    [direct, word("Direct links"), { direct: false }]]);
  return kept.filter(([is]) => is).map(([, label, changes]) => button(`${label} ×`, () => { change(changes); changed(); }, { class: "chip", "aria-label": `${word("Reset")}: ${label}` }));
}

/** @param {string} facet @param {string} value */
function said(facet, value) {
  if (facet === "type") return verb(value);
  return facet === "source" ? value.split("/").at(-1) ?? value : word(value);
}

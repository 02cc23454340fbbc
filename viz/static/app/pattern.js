// A pattern of chains: who, through whom, in whose cloud, for what; each may be left open.

import { el } from "./dom.js";
import { thingBox } from "./picker.js";
import { state } from "./state.js";
import { word } from "./words.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {Record<string, string>} Pattern uids by place */

/** @type {[string, string, string[]][]} */
const PLACES = [["institution", "Institution", ["Organization"]], ["intermediary", "Intermediary or supplier", ["Organization"]], ["provider", "Cloud", ["Provider"]], ["item", "Chip, model, product", ["Chip", "Model", "Product"]]];

let isOpen = false;

/** The places of a step that are not left open.
 * @param {Record<string, any>} step @returns {Pattern} */
export const patternOf = (step) => Object.fromEntries(PLACES.map(([place]) => [place, step[place]]).filter(([, uid]) => uid));

/** @param {Model} model @param {(pattern: Pattern) => unknown} find */
export function patternForm(model, find) {
  const now = patternOf(state.steps[0] ?? {});
  const boxes = PLACES.map(([place, label, only]) => /** @type {const} */ ([place, label, thingBox({ label: word(label), only, uid: now[place], called: now[place] && model.thing(now[place]).name })]));
  const told = boxes.map(([, , { input }]) => input.value).filter(Boolean).join(" … ");
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    find(patternOf(Object.fromEntries(boxes.map(([place, , box]) => [place, box.uid()]))));
  };
  return el("details", { class: "pattern", open: isOpen, ontoggle: (/** @type {any} */ event) => { isOpen = event.target.open; } },
    el("summary", {}, told ? `${word("Pattern")}: ${told}` : word("Pattern")),
    el("form", { onsubmit: send }, boxes.map(([, label, { place }]) => el("div", { class: "asked" }, el("span", {}, word(label)), place)), el("button", { type: "submit", class: "main" }, word("Find chains"))));
}

// The dialog, which asks for one thing.

import { at, el, fill } from "./dom.js";
import { word } from "./words.js";

/** Asks for a line of text in a dialog. @param {string} label @param {(text: string) => unknown} act */
export function askText(label, act) {
  const text = el("textarea", { required: true, rows: "4", "aria-label": label });
  fill(at("dialog-words"), el("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); at("dialog").close(); act(text.value); } }, el("label", {}, label, text), el("button", { type: "submit" }, word("Keep"))));
  at("dialog").showModal();
}

// What stands on the page while the case is being opened, and what a copy lacks.

import { ask } from "./api.js";
import { announce, el, fill, name } from "./dom.js";
import { word } from "./words.js";

const LOOK_MS = 250;

/** The status of the case, as soon as it is open; meanwhile the page says so.
 * @param {Element} place @returns {Promise<any>} */
export async function opened(place) {
  for (let said = false; ; said = true) {
    const status = await ask("status");
    if (!status.opening) return status;
    if (!said) {
      fill(place, waiting(status.name));
      announce(word("Opening the case …"));
    }
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
}

/** That the case is not there yet, but will be. @param {string} [called] */
export function waiting(called) {
  return el("p", { class: "opening", role: "status" }, el("progress", { "aria-hidden": "true" }), word("Opening the case …"), " ", called && name(called));
}

/** What a copy of a case cannot show; nothing is decided in it.
 * @param {Record<string, any>} status */
export function missing(status) {
  document.body.classList.toggle("reads-only", status.missing.length > 0);
  return status.missing.map((/** @type {string} */ one) => el("div", { class: "banner lacks" }, name(one)));
}

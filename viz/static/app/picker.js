// A box for one thing: what is typed there must be chosen among what is found, or be a uid.

import { el } from "./dom.js";
import { SearchBox } from "./search.js";
import { word } from "./words.js";

export const UID = /^(org|tender|doc|chip|model|provider|product|rule|list):\S+$/;

/** A box, and the uid of what was chosen in it; '' for nothing.
 * @param {{label: string, only?: string[], name?: string, required?: boolean, uid?: string, called?: string}} options
 * `uid` and `called`: what is chosen at the beginning
 * @returns {{place: Element, input: any, uid: () => string}} */
export function thingBox({ label, only, name, required = false, uid = "", called = uid }) {
  const place = el("div", { class: "thing-box" });
  const { input } = new SearchBox(place, { label, ...(only?.length && { only }), choose: (hit) => {
    uid = hit.uid;
    input.value = hit.name;
    input.setCustomValidity("");
  } });
  Object.assign(input, { name, required, value: called, placeholder: word("Search names, numbers, pinyin") });
  input.addEventListener("input", () => {
    uid = UID.test(input.value) ? input.value : "";
    input.setCustomValidity(uid || !input.value ? "" : word("Choose one of the names that are found."));
  });
  return { place, input, uid: () => uid };
}

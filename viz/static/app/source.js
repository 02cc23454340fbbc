// A source as it was kept, its quoted words marked; words chosen in it become a
// statement. Offsets count code points, as evidence does.

import { ask } from "./api.js";
import { announce, button, clean, el, fill, language } from "./dom.js";
import { word } from "./words.js";

const TYPES = [["ISSUED", "buyer"], ["AWARDED_TO", "supplier"], ["HANDLED_BY", "agency"], ["BID_ON", "bidder"], ["SUBCONTRACTED_TO", "subcontractor"], ["VIA", "cloud or platform"], ["SEEKS", "asks for"], ["AWARDS", "was awarded"], ["EXCLUDES", "excluded"], ["number", "number"], ["title", "title"]];
const NEAR = 30;

/** Shows the text around a statement's words, the words marked.
 * @param {Element} place @param {Record<string, any>} said @param {(what: string, given: object) => Promise<boolean>} decide @param {boolean} [asked] whether a person asked for just this */
export async function showSource(place, said, decide, asked = false) {
  fill(place, el("p", { class: "faint" }, "…"));
  try {
    const found = await ask("words", { document: said.document, locator: said.locator });
    const fields = near(found.fields, said.locator);
    const box = el("div", { class: "layer", tabindex: "0", role: "group", "aria-label": `${word("Source")}: ${found.path}` },
      fields.map((field) => drawField(field, said, fields.length > 1)));
    const chooser = el("div", { class: "chooser", hidden: true });
    fill(place, el("p", { class: "hash" }, el("bdi", {}, found.path), ` · sha256 ${found.source}`), found.has_pages && picture(said), box, chooser);
    bring(box, asked);
    for (const moment of ["pointerup", "keyup"]) box.addEventListener(moment, () => choose(chooser, box, found, said, decide));
    if (asked) announce(`${word("Source")}: ${found.path}`);
  } catch (error) {
    fill(place, el("p", { class: "missing" }, /** @type {Error} */ (error).message));
  }
}

/** Brings the marked words into sight within the source, and the source within its panel
 * where it was asked for; the page stays where it is. @param {HTMLElement} box @param {boolean} asked */
function bring(box, asked) {
  const mark = box.querySelector("mark");
  if (mark) box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
  const panel = box.closest("#panel");
  if (!panel || !asked) return;
  const [outer, inner] = [panel.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.top < outer.top || inner.top + 60 > outer.bottom) panel.scrollTop += inner.top - outer.top - 60;
}

/** @param {{locator: string, text: string}[]} fields @param {string} locator */
function near(fields, locator) {
  const at = fields.findIndex((field) => field.locator === locator);
  return fields.length <= 3 * NEAR || at < 0 ? fields.slice(0, 6 * NEAR) : fields.slice(Math.max(at - NEAR, 0), at + NEAR);
}

/** @param {{locator: string, text: string}} field @param {Record<string, any>} said @param {boolean} several */
function drawField(field, said, several) {
  const letters = [...field.text];
  const here = field.locator === said.locator && said.end > said.start;
  const text = el("span", { class: "field", "data-locator": field.locator, lang: language(field.text) });
  if (here) text.append(clean(letters.slice(0, said.start).join("")), el("mark", {}, letters.slice(said.start, said.end).join("")), clean(letters.slice(said.end).join("")));
  else text.append(clean(field.text));
  return several ? el("p", { class: "cell" }, el("span", { class: "at" }, field.locator), " ", text) : text;
}

/** The words on their page, where the source is a PDF.
 * @param {Record<string, any>} said */
function picture(said) {
  const place = el("figure", { class: "page" });
  ask("page", { document: said.document, start: said.start, end: said.end }).then(async (answer) => {
    const address = URL.createObjectURL(await answer.blob());
    const page = answer.headers.get("X-Page");
    fill(place, el("img", { src: address, alt: `The quoted words in a frame on page ${page}`, onload: () => URL.revokeObjectURL(address) }), el("figcaption", {}, `page ${page}`));
  }).catch(() => fill(place));
  return place;
}

/** @param {HTMLElement} chooser @param {Element} box @param {Record<string, any>} found @param {Record<string, any>} said @param {(what: string, given: object) => Promise<boolean>} decide */
function choose(chooser, box, found, said, decide) {
  const chosen = selected(box);
  chooser.hidden = !chosen;
  if (!chosen) return;
  const type = el("select", { "aria-label": word("These words say:") }, TYPES.map(([value, label]) => el("option", { value }, word(label))));
  const why = el("input", { required: true, maxlength: "2000", "aria-label": word("Why"), placeholder: word("Why") });
  const given = { source: found.source, locator: chosen.locator, start: chosen.start, end: chosen.end };
  fill(chooser, el("form", { class: "row", onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    decide("add", { addition: { type: type.value, ...given }, why: why.value });
  } }, el("span", {}, word("These words say:"), " ", el("q", {}, chosen.words)), type, why, el("button", { type: "submit" }, word("Keep")),
  said.key && button(`${word("Reject")} + ${word("Keep")}`, () => why.reportValidity() && decide("replace", { key: said.key, addition: { type: type.value, ...given }, why: why.value }))));
}

/** The words a person marked, with their place in code points; null for none.
 * @param {Element} box */
export function selected(box) {
  const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : null;
  const field = range && (range.startContainer.parentElement?.closest(".field"));
  if (!range || range.collapsed || !field || !box.contains(field) || !field.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(field);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length;
  const words = range.toString();
  return { locator: /** @type {HTMLElement} */ (field).dataset.locator ?? "text", start, end: start + [...words].length, words };
}

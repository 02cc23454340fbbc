// What people said of things, statements and chains: notes with their tags, and whether a
// chain was checked or is disputed. Kept by the case's log, read anew after each decision.

import { ask } from "./api.js";
import { button, el, name } from "./dom.js";
import { word } from "./words.js";

/** @typedef {{id: string, about: string, text: string, by: string, at: string}} Note */
/** @typedef {{id: string, about: string, mark: string, why: string, by: string, at: string}} Mark */
/** @typedef {(what: string, given: object) => Promise<boolean>} Decide */

const TAG = /(?<![\p{L}\p{N}#&/])#([\p{L}\p{N}][\p{L}\p{N}_-]{0,39})/gu;

/** @type {Map<string, Note[]>} */ let notes = new Map();
/** @type {Map<string, Mark>} */ let marks = new Map();
/** @type {Record<string, string>} what notes on an edge are about, by its key */ let edges = {};

/** Reads all remarks of the case. @returns {Promise<any>} */
export async function remember() {
  const found = await ask("remarks");
  notes = Map.groupBy(found.notes, (/** @type {Note} */ { about }) => about);
  marks = new Map(found.marks.map((/** @type {Mark} */ one) => [one.about, one]));
  edges = found.edges;
  return found;
}

/** What a chain's remarks are on: its hops, which are followed when a thing is renamed.
 * @param {Record<string, any>} chain */
export const aboutChain = ({ hops }) => `chain:${hops.map((/** @type {{key: string}} */ { key }) => key).join("\n")}`;

/** The tags of a text. @param {string} text @returns {string[]} */
const tagsIn = (text) => [...text.matchAll(TAG)].map(([, tag]) => tag);

/** The tags of some things, edges and chains, each once.
 * @param {Iterable<string>} abouts @returns {string[]} */
export function tagsOn(abouts) {
  if (!notes.size) return [];
  return [...new Set([...abouts].flatMap((about) => notes.get(edges[about] ?? about) ?? []).flatMap(({ text }) => tagsIn(text)))];
}

/** Notes, tags and the mark of something, and what can be said of it.
 * @param {string} about @param {Decide} decide @param {{said?: Note[], beside?: HTMLElement}} [given]
 * notes that are known otherwise, and what stands in one row with it @returns {HTMLElement} */
export function remarksOn(about, decide, { said = notes.get(about) ?? [], beside } = {}) {
  const mark = marks.get(about);
  const isTag = (/** @type {Note} */ { text }) => text.replace(TAG, "").trim() === "";
  const tag = (/** @type {string} */ text) => decide("note", { about, text: `#${text.trim().replace(/^#+/, "").replace(/[^\p{L}\p{N}_-]+/gu, "-")}` });
  const marking = (/** @type {string} */ to, /** @type {string} */ label) => button(word(label), () => decide("mark", { statement: about, mark: to }), { class: "quiet decides", "aria-pressed": String(mark?.mark === to) });
  return el("section", { class: "remarks" },
    mark && el("p", { class: "stamp" }, `${word(mark.mark === "checked" ? "Checked" : "Disputed")} · ${mark.by}, ${mark.at.slice(0, 10)}`),
    said.some(isTag) && el("p", { class: "row tags" }, said.filter(isTag).map((one) => button([name(one.text), " ×"], () => decide("undo", { id: one.id }), { class: "chip", title: `${one.by}, ${one.at.slice(0, 10)}`, "aria-label": `${word("Undo")}: ${one.text}` }))),
    said.some((one) => !isTag(one)) && el("ul", { class: "notes" }, said.filter((one) => !isTag(one)).map((one) => el("li", {}, name(one.text), el("span", { class: "by" }, ` — ${one.by}, ${one.at.slice(0, 10)}`)))),
    el("div", { class: "row remark" }, beside, reasoned(word("Note"), word("Note"), (text) => decide("note", { about, text })), reasoned(word("Tag"), word("Tag"), tag),
      about.startsWith("chain:") && [marking("checked", "Checked"), marking("disputed", "Disputed")]));
}

/** A button that opens a line to write in, and acts when it is sent. The line is made when
 * it is wanted: a page of chains has hundreds of such buttons.
 * @param {string} label @param {string} asks @param {(text: string) => unknown} act */
export function reasoned(label, asks, act) {
  const opens = button(`${label}…`, () => {
    const form = place.querySelector("form");
    if (form) form.remove();
    else place.append(line(label, asks, act));
    opens.setAttribute("aria-expanded", String(!form));
    place.querySelector("input")?.focus();
  }, { class: "quiet", "aria-expanded": "false" });
  const place = el("span", { class: "reasoned decides" }, opens);
  return place;
}

/** @param {string} label @param {string} asks @param {(text: string) => unknown} act */
function line(label, asks, act) {
  const text = el("input", { required: true, maxlength: "4000", "aria-label": `${label}: ${asks}`, placeholder: asks });
  return el("form", { class: "row inline", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); act(text.value); } }, text, el("button", { type: "submit" }, word("Keep")));
}

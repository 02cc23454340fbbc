// Search as a person types: names first, in groups; then the text of records.

import { ask } from "./api.js";
import { announce, el, fill, name } from "./dom.js";
import { counted, word } from "./words.js";

/** @typedef {{label: string, uid: string, name: string, said: string, form: string, by: string, text?: string, path?: string, count?: number}} Hit */

const PAUSE_MS = 350;

let boxes = 0;

/** A box to type in with the hits below it; by mouse, touch or arrow keys. */
export class SearchBox {
  /** @param {Element} place @param {{label: string, choose: (hit: Hit) => void, only?: string[], records?: boolean, beside?: (text: string) => Promise<Hit[]>}} options */
  constructor(place, options) {
    this.options = options;
    this.hits = /** @type {Hit[]} */ ([]);
    this.at = -1;
    this.asked = 0;
    const uid = `hits-${++boxes}`;
    this.input = el("input", {
      type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": uid, "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", maxlength: "200",
      "aria-label": options.label, placeholder: options.label,
      oninput: () => this.typed(), onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event), onfocus: () => this.input.value && this.show(true),
    });
    this.list = el("div", { id: uid, class: "hits", role: "listbox", "aria-label": options.label, hidden: true });
    fill(place, el("div", { class: "searchbox" }, this.input, this.list));
    document.addEventListener("pointerdown", (event) => {
      if (!place.contains(/** @type {Node} */ (event.target))) this.show(false);
    });
  }

  async typed() {
    const text = this.input.value.trim();
    const turn = ++this.asked;
    clearTimeout(this.pause);
    if (!text) return this.show(false);
    try {
      const { only, beside } = this.options;
      const [found, others] = await Promise.all([ask("typed", { text, limit: 6 }), beside?.(text) ?? []]);
      if (turn !== this.asked) return;
      this.draw([...found.rows.filter((/** @type {Hit} */ hit) => !only || only.includes(hit.label)), ...others]);
      if (this.options.records) this.pause = setTimeout(() => this.records(text, turn), PAUSE_MS);
    } catch (error) {
      if (turn === this.asked) this.say(String(/** @type {Error} */ (error).message));
    }
  }

  /** @param {string} text @param {number} turn */
  async records(text, turn) {
    const found = await ask("records", { text, limit: 8 }).catch(() => null);
    if (found && turn === this.asked) this.draw([...this.hits.filter((hit) => hit.form), ...found.rows]);
  }

  /** @param {Hit[]} hits */
  draw(hits) {
    const kept = this.hits[this.at]?.uid;
    this.hits = hits;
    this.at = Math.max(hits.findIndex((hit) => hit.uid === kept), -1);
    /** @type {HTMLElement[]} */
    const shown = [];
    let group = "";
    hits.forEach((hit, place) => {
      const kind = hit.form ? hit.label : "Records";
      if (kind !== group) shown.push(el("p", { class: "group", role: "presentation" }, word(kind)));
      group = kind;
      shown.push(this.row(hit, place));
    });
    fill(this.list, shown.length ? shown : el("p", { class: "group" }, word("Nothing was found.")));
    this.show(true);
    this.point();
    announce(hits.length ? counted(hits.length, "hit") : word("Nothing was found."));
  }

  /** @param {Hit} hit @param {number} place */
  row(hit, place) {
    const beside = hit.form ? hit.said !== hit.name && hit.said : hit.text;
    return el("div", { class: "hit", role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false", onclick: () => this.choose(place) },
      name(hit.name, "hit-name"),
      beside && name(beside, "beside"),
      hit.by && hit.by !== "spelling" && el("span", { class: "by" }, hit.by),
      hit.path && name(hit.path, "by"));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const last = this.hits.length - 1;
    const moves = /** @type {Record<string, number>} */ ({ ArrowDown: Math.min(this.at + 1, last), ArrowUp: Math.max(this.at - 1, 0) });
    if (event.key in moves && !this.list.hidden) {
      this.at = moves[event.key];
      this.point();
    } else if (event.key === "Enter" && last >= 0) this.choose(Math.max(this.at, 0));
    else if (event.key === "Escape") this.show(false);
    else return;
    event.preventDefault();
  }

  point() {
    [...this.list.querySelectorAll(".hit")].forEach((row, place) => row.setAttribute("aria-selected", String(place === this.at)));
    const row = this.at >= 0 && this.list.querySelector(`#${this.list.id}-${this.at}`);
    if (!row) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} place */
  choose(place) {
    this.show(false);
    this.asked++;
    clearTimeout(this.pause);
    this.options.choose(this.hits[place]);
  }

  /** @param {string} words */
  say(words) {
    fill(this.list, el("p", { class: "group" }, words));
    this.show(true);
  }

  /** @param {boolean} open */
  show(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }
}

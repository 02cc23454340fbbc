// What can be done with the drawing: how it is seen, what is selected, what becomes of it.

import { button, el, fill, save } from "./dom.js";
import { isFirst, isLast, state } from "./state.js";
import { isChinese, word } from "./words.js";
import { captionOf } from "../view/theme.js";

/** @typedef {import("./canvas.js").Canvas} Canvas */

export class Toolbar {
  /** @param {Canvas} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.chosen = el("span", { class: "tools-group chosen", role: "group", "aria-label": word("selected") });
    this.steps = el("span", { class: "tools-group" });
    this.shape = el("span", { class: "tools-group" });
    this.kinds = el("select", { "aria-label": word("Select…"), onchange: () => this.select(this.kinds.value) });
    this.lasso = button(word("Lasso"), () => this.toggleLasso(), { "aria-pressed": "false", title: word("Draw around what you want to select") });
    this.element = el("div", { class: "toolbar", role: "toolbar", "aria-label": word("Drawing") }, el("div", { class: "tools-row" }, this.steps, this.seeing(), el("span", { class: "tools-group" }, this.lasso, this.kinds), this.shape), this.chosen);
  }

  /** How it is seen, and saved. */
  seeing() {
    const view = () => this.canvas.view;
    return el("span", { class: "tools-group" },
      button(word("Fit"), () => view().fit(), { title: "0" }), button("−", () => view().zoom(0.8), { "aria-label": word("Farther") }), button("+", () => view().zoom(1.25), { "aria-label": word("Closer") }),
      button(word("Tidy"), () => view().tidy(), { title: word("Lays everything out anew, but for what is pinned") }),
      button("SVG", () => save(new Blob([view().svg()], { type: "image/svg+xml" }), "graphkit.svg")),
      button("PNG", async () => save(await view().png(), "graphkit.png")),
      button("CSV", () => save(new Blob([csv(this.canvas.twin.rows().map(({ cells }) => cells))], { type: "text/csv" }), "graphkit.csv")),
      button(word("Report"), () => this.canvas.doors.report(), { class: "decides", title: word("The chains on the page as one file that can be published") }));
  }

  /** Draws what can be done now; the focus stays at what it was at, else goes to the drawing. */
  draw() {
    const focused = this.element.contains(document.activeElement) && document.activeElement?.textContent;
    this.fill();
    if (!focused || this.element.contains(document.activeElement)) return;
    const again = [...this.element.querySelectorAll("button:enabled")].find((one) => one.textContent === focused);
    /** @type {HTMLElement} */ (again ?? this.canvas.view.front).focus({ preventScroll: true });
  }

  fill() {
    const { canvas } = this;
    const count = canvas.picked.length;
    const things = canvas.things();
    fill(this.steps, button("↶", () => history.back(), { disabled: isFirst(), "aria-label": word("Take back this step of the view"), title: "Ctrl+Z" }), button("↷", () => history.forward(), { disabled: isLast(), "aria-label": word("Take this step of the view again"), title: "Ctrl+Y" }));
    fill(this.shape,
      button(word("Direct links"), () => canvas.alter({ direct: !state.direct, groups: [] }, word(state.direct ? "Direct links" : "Tender")), { "aria-pressed": String(state.direct), title: word("Folds tenders into direct links of their institution") }),
      button(word("Group"), () => canvas.group(), { title: word("One card for the tenders of one institution and one supplier") }),
      state.groups.length > 0 && button(word("Ungroup"), () => canvas.ungroup()));
    fill(this.chosen, !count && el("span", { class: "faint" }, word("Nothing is selected.")), count > 0 && [
      el("b", { class: "count" }, `${count} ${word("selected")}`),
      button(word("Hide"), () => canvas.hide(), { title: "Delete" }), things.length > 0 && [
        things.every((uid) => state.pins.includes(uid)) ? button(word("Unpin"), () => canvas.pin(false)) : button(word("Pin"), () => canvas.pin(true)),
        button(word("List"), () => canvas.doors.look(`list|${things.join(" ")}`))].flat(),
      button(word("Their chains alone"), () => canvas.alone()),
      things.length === 2 && button(word("Paths between"), () => canvas.doors.between(things[0], things[1])),
    ].flat());
    this.offer();
  }

  /** What can be selected at once: everything of a kind, all, the others, nothing. */
  offer() {
    const language = isChinese() ? "zh" : "en";
    const kinds = Map.groupBy(this.canvas.view.nodes, (node) => captionOf(node, language));
    const told = /** @type {[string, string][]} */ ([["", word("Select…")], ["all", word("Everything")], ["others", word("The others")], ["none", word("Nothing")]]);
    const byKind = /** @type {[string, string][]} */ ([...kinds].map(([kind, some]) => [`kind ${kind}`, `${kind} (${some.length})`]));
    fill(this.kinds, [...told, ...byKind].map(([value, label]) => el("option", { value }, label)));
  }

  /** @param {string} which */
  select(which) {
    const { view, picked } = this.canvas;
    const language = isChinese() ? "zh" : "en";
    const isMeant = (/** @type {any} */ node) => which === "all" || (which === "others" ? !picked.includes(node.thing.uid) : which === `kind ${captionOf(node, language)}`);
    this.canvas.choose(view.nodes.filter(isMeant).map(({ thing }) => thing.uid));
    this.kinds.focus();
  }

  toggleLasso() {
    const { view } = this.canvas;
    view.lassoing = !view.lassoing;
    this.lasso.setAttribute("aria-pressed", String(view.lassoing));
  }
}

/** Rows as CSV for spreadsheets, in which no cell is a formula. @param {string[][]} rows */
function csv(rows) {
  const cell = (/** @type {string} */ text) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

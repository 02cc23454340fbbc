// The table that says all that the drawing says, in step with it.

import { isShown, Model } from "./model.js";
import { captionOf, namesOf, noteOf, restsOn, verbOf, visible } from "./theme.js";

/** @typedef {import("./model.js").Thing} Thing */
/** @typedef {import("./model.js").Relation} Relation */

const HEADINGS = {
  en: ["From", "Relation", "To", "Grade", "Rests on", "Words of the source"],
  zh: ["起点", "关系", "终点", "等级", "来源", "原文"],
};
const STEP = 200;

export class TableTwin {
  /** @param {HTMLElement} element
   * @param {{language?: "zh" | "en", model?: Model}} [options] `model`: that of a drawing, to say what it says */
  constructor(element, { language = "en", model = new Model() } = {}) {
    this.element = element;
    this.language = language;
    this.model = model;
    this.selected = new Set();
    this.most = STEP;
    this.order = { column: 0, way: 1 };
    this.handlers = [];
    this.table = element.appendChild(document.createElement("table"));
    this.table.className = "twin";
    this.more = element.appendChild(document.createElement("button"));
    this.more.type = "button";
    this.more.addEventListener("click", () => this.grow());
    this.render();
  }

  /** @param {{nodes?: Thing[], edges?: Relation[]}} part */
  add(part) {
    this.model.add(part);
    this.render();
  }

  clear() {
    this.model.clear();
    this.render();
  }

  /** @param {Iterable<string>} uids @param {boolean} [hidden] */
  hide(uids, hidden = true) {
    for (const uid of uids) {
      const node = this.model.nodes.get(uid);
      if (node) node.hidden = hidden;
    }
    this.render();
  }

  /** @param {Iterable<string>} names of nodes and edges */
  select(names) {
    this.selected = new Set(names);
    for (const row of this.table.tBodies[0].rows) this.light(row);
  }

  /** Hear which row a person picks: from, key, to. @param {"select"} name @param {(names: string[]) => void} handler */
  on(name, handler) {
    if (name === "select") this.handlers.push(handler);
  }

  grow() {
    this.most += STEP;
    this.render();
  }

  /** @returns {{names: string[], cells: string[]}[]} every relation, and each node without one */
  rows() {
    const name = (node) => [captionOf(node, this.language), ...namesOf(node, this.language), noteOf(node, this.language), node.more > 0 && `+${node.more}`, node.pinned && (this.language === "zh" ? "已固定" : "pinned")]
      .filter(Boolean).join(" · ");
    const joined = this.model.lines().map(({ relation, from, to }) => ({
      names: [from.thing.uid, relation.key, to.thing.uid],
      cells: [name(from), verbOf(relation, this.language), name(to), relation.grade,
        restsOn(relation, this.language), relation.quote].map(visible),
    }));
    const alone = this.model.shown().filter(({ edges }) => ![...edges].some(isShown));
    return [...joined, ...alone.map((node) => ({ names: [node.thing.uid], cells: [name(node), "", "", "", "", ""] }))];
  }

  render() {
    const { column, way } = this.order;
    const collator = new Intl.Collator(this.language);
    const rows = this.rows().sort((a, b) => way * collator.compare(a.cells[column], b.cells[column]));
    const head = document.createElement("thead");
    const titles = head.insertRow();
    HEADINGS[this.language === "zh" ? "zh" : "en"].forEach((title, n) => titles.append(this.heading(title, n)));
    const body = document.createElement("tbody");
    for (const row of rows.slice(0, this.most)) body.append(this.row(row));
    this.table.replaceChildren(head, body);
    this.more.hidden = rows.length <= this.most;
    const left = rows.length - this.most;
    this.more.textContent = this.language === "zh" ? `还有 ${left} 行` : `Show more (${left} left)`;
  }

  heading(title, column) {
    const cell = document.createElement("th");
    const button = cell.appendChild(document.createElement("button"));
    cell.scope = "col";
    button.type = "button";
    button.textContent = title;
    if (column === this.order.column) cell.ariaSort = this.order.way > 0 ? "ascending" : "descending";
    button.addEventListener("click", () => {
      this.order = { column, way: column === this.order.column ? -this.order.way : 1 };
      this.render();
      this.table.tHead.rows[0].cells[column].querySelector("button").focus();
    });
    return cell;
  }

  row({ names, cells }) {
    const row = document.createElement("tr");
    row.dataset.names = JSON.stringify(names);
    cells.forEach((text, n) => {
      const words = document.createElement("bdi");
      words.textContent = text;
      row.insertCell().append(words);
      row.cells[n].dataset.label = HEADINGS[this.language === "zh" ? "zh" : "en"][n];
    });
    row.tabIndex = 0;
    const pick = () => this.handlers.forEach((handler) => handler(names));
    row.addEventListener("click", pick);
    row.addEventListener("keydown", (event) => {
      if (event.key === "Enter") pick();
    });
    this.light(row);
    return row;
  }

  light(row) {
    const names = JSON.parse(row.dataset.names);
    const on = names.some((name) => this.selected.has(name));
    row.classList.toggle("selected", on);
    row.ariaSelected = String(on);
  }
}

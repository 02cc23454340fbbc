// Rows as a table that sorts by any column, and that arrow keys and readers can walk.

import { el, fill, name } from "./dom.js";
import { word } from "./words.js";

/** @typedef {{key: string, label: string, number?: boolean}} Column */

const MOST = 500;

/** A table of rows; `open` is called with the row that a person chooses.
 * @param {Column[]} columns @param {Record<string, any>[]} rows @param {{caption: string, open?: (row: any) => void, opens?: (row: any) => boolean}} options */
export function table(columns, rows, options) {
  let by = "", down = false;
  const body = el("tbody");
  const heads = columns.map((column) => el("th", { scope: "col", "aria-sort": "none", class: column.number && "number" }, el("button", { type: "button", onclick: () => sort(column) }, column.label)));

  /** @param {Column} column */
  function sort(column) {
    down = by === column.key && !down;
    by = column.key;
    heads.forEach((head, place) => head.setAttribute("aria-sort", columns[place].key === by ? (down ? "descending" : "ascending") : "none"));
    draw();
  }

  function draw() {
    const sorted = by ? [...rows].sort((a, b) => compare(a[by], b[by]) * (down ? -1 : 1)) : rows;
    fill(body, sorted.slice(0, MOST).map((row) => el("tr", {}, columns.map((column, place) => el("td", { class: column.number && "number" }, place === 0 && options.open && (options.opens?.(row) ?? true) ? el("button", { type: "button", class: "link", onclick: () => options.open?.(row) }, cell(row[column.key])) : cell(row[column.key]))))));
  }

  draw();
  const cut = rows.length > MOST ? ` — ${MOST} ${word("of")} ${rows.length}` : "";
  return el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": options.caption }, el("table", {}, el("caption", {}, `${options.caption}${cut}`), el("thead", {}, el("tr", {}, heads)), body));
}

/** @param {unknown} value */
function cell(value) {
  if (value === null || value === undefined || value === "") return el("span", { class: "faint" }, "—");
  if (typeof value === "number") return value.toLocaleString("en");
  return name(typeof value === "object" ? JSON.stringify(value) : value);
}

/** @param {any} a @param {any} b */
function compare(a, b) {
  const empty = (/** @type {any} */ one) => one === null || one === undefined || one === "";
  if (empty(a) || empty(b)) return Number(empty(a)) - Number(empty(b));
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "zh");
}

// Rows as a table that sorts by any column, and that arrow keys and readers can walk.

import { el, fill, name } from "./dom.js";
import { word } from "./words.js";

/** @typedef {{key: string, label: string, number?: boolean}} Column */
/** @typedef {{caption: string, open?: (row: any) => void, opens?: (row: any) => boolean, link?: (value: unknown) => Node | false, sort?: string, sorted?: (sort: string) => void}} Options
 * `sort` names the column that it begins sorted by, with - before it from the end */

const STEP = 200;

/** A table of rows; `open` is called with the row that a person chooses.
 * @param {Column[]} columns @param {Record<string, any>[]} rows @param {Options} options */
export function table(columns, rows, options) {
  let down = options.sort?.startsWith("-") ?? false;
  let by = options.sort?.replace(/^-/, "") ?? "";
  let most = STEP;
  const body = el("tbody");
  const more = el("button", { type: "button", onclick: () => { most += STEP; draw(); } });
  const heads = columns.map((column) => el("th", { scope: "col", "aria-sort": "none", class: column.number && "number" }, el("button", { type: "button", onclick: () => sort(column) }, column.label)));

  /** @param {Column} column */
  function sort(column) {
    down = by === column.key && !down;
    by = column.key;
    options.sorted?.(`${down ? "-" : ""}${by}`);
    draw();
  }

  function draw() {
    heads.forEach((head, place) => head.setAttribute("aria-sort", columns[place].key === by ? (down ? "descending" : "ascending") : "none"));
    const sorted = by ? [...rows].sort((a, b) => compare(a[by], b[by]) * (down ? -1 : 1)) : rows;
    fill(body, sorted.slice(0, most).map((row) => el("tr", {}, columns.map((column, place) => el("td", { class: kindOf(column, row[column.key]) }, shown(row, column, place))))));
    more.hidden = rows.length <= most;
    more.textContent = `${word("Show more")} (${(rows.length - most).toLocaleString("en")})`;
  }

  /** @param {any} row @param {Column} column @param {number} place */
  function shown(row, column, place) {
    const value = row[column.key];
    const opens = place === 0 && options.open && (options.opens?.(row) ?? true);
    return options.link?.(value) || (opens ? el("button", { type: "button", class: "link", onclick: () => options.open?.(row) }, cell(value)) : cell(value));
  }

  draw();
  return el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": options.caption }, el("table", {}, el("caption", {}, options.caption), el("thead", {}, el("tr", {}, heads)), body), more);
}

/** @param {Column} column @param {unknown} value */
function kindOf(column, value) {
  if (column.number) return "number";
  return /^\d{4}(-\d\d){1,2}$/.test(String(value)) && "day";
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

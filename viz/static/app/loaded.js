// The load report: what was not read, why, and what to do; then what was read.

import { button, el, fill, name } from "./dom.js";
import { reasoned } from "./remarks.js";
import { table } from "./table.js";
import { word } from "./words.js";

const NAMED = 20;

/** @type {Record<string, string>} */
const LABELS = { files: "Files", records: "Records read", tenders: "Tenders", statements: "Statements" };

/** @typedef {import("./sources.js").Doors} Doors */

/** @param {Element} place @param {any} found @param {Doors} doors @param {() => void} retry */
export async function showLoaded(place, found, doors, retry) {
  if (!found.n_files && !found.n_unread) return fill(place);
  fill(place, tally(found), unread(found, doors, retry), loaders(found.loaders), files(found, doors));
}

/** @param {any} found */
function tally(found) {
  const sum = (/** @type {string} */ what) => found.loaders.reduce((/** @type {number} */ all, /** @type {any} */ one) => all + one[what], 0);
  const counts = [["Files", sum("files")], ["Records read", sum("records")], ["Statements", sum("statements")], ["Not read", found.n_unread]];
  return el("dl", { class: "tally" }, counts.map(([label, count]) => el("div", { class: label === "Not read" && count ? "missing" : undefined }, el("dt", {}, word(label)), el("dd", {}, count.toLocaleString("en")))));
}

/** What was not read, one line for all places of a file that have the same reason.
 * @param {any} found @param {Doors} doors @param {() => void} retry */
function unread(found, doors, retry) {
  if (!found.n_unread) return el("p", { class: "all-read" }, word("Everything that was given was read."));
  const groups = Map.groupBy?.(found.unread, alike) ?? grouped(found.unread);
  const more = found.n_unread - found.unread.length;
  return el("section", { "aria-labelledby": "unread-title" }, el("h2", { id: "unread-title" }, `${word("Not read, why, and what to do")} (${found.n_unread.toLocaleString("en")})`),
    el("p", { class: "row" }, button(word("Try again"), retry, { class: "main", id: "retry" }), el("span", { class: "faint" }, word("after you mended it: what was read is not read twice"))),
    el("ul", { class: "unread" }, [...groups.values()].map((items) => item(items, doors))),
    more > 0 && el("p", { class: "faint" }, `${more.toLocaleString("en")} ${word("more are not shown:")} `, el("code", {}, "graphkit loaded --json")));
}

/** @param {any} one */
const alike = (one) => JSON.stringify([one.path, one.reason, one.hint]);

/** @param {any[]} rows */
function grouped(rows) {
  const groups = new Map();
  for (const one of rows) groups.set(alike(one), [...(groups.get(alike(one)) ?? []), one]);
  return groups;
}

/** @param {any[]} items @param {Doors} doors */
function item(items, doors) {
  const [one] = items;
  const places = items.map((each) => each.locator).filter(Boolean);
  return el("li", {}, el("p", { class: "unread-path" }, name(one.path), places.length === 1 && el("span", { class: "at" }, ` ${places[0]}`)),
    el("p", { class: "unread-why" }, name(one.reason)), one.hint && !one.is_table && el("p", { class: "unread-do" }, el("b", {}, `${word("To do")}: `), name(one.hint)),
    places.length > 1 && el("details", {}, el("summary", {}, `${places.length.toLocaleString("en")} ${word("places")}`), el("p", { class: "at" }, places.slice(0, 500).join(", "))),
    actions(one, doors));
}

/** @param {any} one @param {Doors} doors */
function actions(one, doors) {
  const can = [
    one.is_table && button(word("Say what its columns mean"), () => doors.openMap(`source:${one.source}`)),
    one.waits && button(word("Leave it out"), () => doors.decide("leave_out", { path: one.path }), { class: "quiet", title: word("It lies in the case's folder until it is read or left out.") }),
    one.source && !one.locator && reasoned(word("Forget it"), word("Why"), (why) => doors.decide("forget", { source: one.source, why })),
  ].filter(Boolean);
  return can.length > 0 && el("div", { class: "row" }, can);
}

/** @param {any[]} rows */
function loaders(rows) {
  if (!rows.length) return null;
  const columns = Object.keys(LABELS);
  const caption = word("Read, by kind of file");
  return el("section", {}, el("h2", {}, caption),
    el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": caption }, el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, word("Loader")), columns.map((one) => el("th", { scope: "col", class: "number" }, word(LABELS[one]))))),
      el("tbody", {}, rows.map((row) => el("tr", {}, el("th", { scope: "row" }, row.loader), columns.map((one) => el("td", { class: "number" }, row[one].toLocaleString("en")))))))),
    rows.filter((row) => row.unread.length).map(leftOut));
}

/** What nothing is read from, by how many of the records have it. @param {any} row */
function leftOut(row) {
  const shown = row.unread.slice(0, NAMED);
  return el("details", { class: "left-out", open: row.unread.length <= 6 }, el("summary", {}, `${row.loader}: ${word("nothing is read from these")} (${row.unread.length})`),
    el("p", { class: "faint" }, `${row.looked.toLocaleString("en")} ${word("records looked at; no fault of the file: often nothing would come of it")}`),
    el("ul", { class: "fields" }, shown.map((/** @type {[string, number]} */ [field, count]) => el("li", {}, name(field), el("meter", { min: "0", max: "1", value: String(count / row.looked), "aria-hidden": "true" }), el("span", { class: "count" }, `${count.toLocaleString("en")} · ${Math.round((count / row.looked) * 100)} %`)))),
    row.unread.length > shown.length && el("p", { class: "faint" }, `${row.unread.length - shown.length} ${word("more")}`));
}

/** @param {any} found @param {Doors} doors */
function files(found, doors) {
  if (!found.files.length) return null;
  const rows = found.files.map((/** @type {any} */ one) => ({ ...one, left: one.unread.slice(0, 5).map((/** @type {[string, number]} */ [field]) => field).join(", ") }));
  const columns = [["path", "File"], ["loader", "Loader"], ["records", "Records read"], ["tenders", "Tenders"], ["statements", "Statements"], ["problems", "Problems"], ["left", "Left out most"]];
  return el("section", {}, el("h2", {}, word("Read, file by file")), rows.some((/** @type {any} */ row) => row.is_table) && el("p", { class: "faint" }, word("The name of a table leads to what its columns mean.")),
    table(columns.map(([key, label]) => ({ key, label: word(label), number: ["records", "tenders", "statements", "problems"].includes(key) })), rows, {
      caption: `${found.n_files.toLocaleString("en")} ${word("Files")}`, opens: (row) => row.is_table, open: (row) => doors.openMap(`source:${row.source}`) }));
}

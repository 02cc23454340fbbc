// The map page: what the columns of a table mean, proposed, changed, tried and kept.

import { ask, gone, Refused } from "./api.js";
import { announce, button, el, fill, name } from "./dom.js";
import { dropZone, sendAll } from "./drop.js";
import { columnsOf } from "./map_columns.js";
import { previewOf } from "./map_preview.js";
import { loadDropped, origin, readAgain } from "./sources.js";
import { shown, working } from "./work.js";
import { word } from "./words.js";

/** @typedef {import("./sources.js").Doors} Doors */
/** @typedef {{columns: Record<string, string>, fixed: Record<string, string>, text: Record<string, string>, identifiers: Record<string, Record<string, string>>, stages: Record<string, string>, needs: string[], classifications: Record<string, string>, packed: Record<string, any>}} ColumnMap */

const PAUSE_MS = 200;

/** What the address says is mapped: a source of the case, or a file of a batch that was
 * dropped. @param {string} which @returns {{source: string} | {batch: string, file: string}} */
function asked(which) {
  const [kind, first, ...rest] = which.split(":");
  return kind === "file" ? { batch: first, file: rest.join(":") } : { source: first };
}

/** @param {Element} view @param {string} which @param {Doors} doors */
export async function showMap(view, which, doors) {
  // What comes late writes into a place of its own, not into what is shown by then.
  const place = el("div", { class: "map" });
  fill(view, place);
  await (which ? showTables(place, which, doors) : showChooser(place, doors));
}

/** @param {Element} place @param {string} which @param {Doors} doors */
async function showTables(place, which, doors) {
  const back = el("p", {}, button(`← ${word("Other tables")}`, () => leave(which, doors), { class: "quiet" }));
  fill(place, back);
  const found = await ask("map", asked(which)).catch((error) => {
    if (!(error instanceof Refused) || error === gone) throw error;
    place.append(el("p", { class: "missing", role: "alert" }, error.message), el("p", { class: "faint" }, error.hint));
  });
  if (!found) return;
  const chosen = new Map();
  const body = el("div", { class: "map-body" });
  const draw = (/** @type {number} */ at) => fill(body, tableOf(found, found.tables[at], chosen, which));
  if (!found.tables.length) return fill(place, back, el("p", { class: "empty" }, word("There is no table in it.")));
  fill(place, back, found.tables.length > 1 && sheets(found, draw), body, keeper(found, chosen, which, doors));
  draw(0);
}

/** Goes back to the choice; what was dropped and is not kept goes.
 * @param {string} which @param {Doors} doors */
function leave(which, doors) {
  if (which.startsWith("file:")) ask("abandon", asked(which)).catch(() => {});
  doors.openMap("");
}

/** Which table: one to drop, or one that the case keeps. @param {Element} place @param {Doors} doors */
async function showChooser(place, doors) {
  const { files } = await ask("loaded");
  const tables = files.filter((/** @type {any} */ one) => one.is_table);
  const said = el("div", { role: "status" });
  const zone = dropZone(word("Drop a table here (CSV, XLSX, ODS, Parquet, JSON), or choose one."), (given) => drop(given, said, doors), shown);
  fill(place, el("h2", {}, word("What do the columns of a table mean?")), zone, said,
    tables.length > 0 && el("section", {}, el("h3", {}, word("Tables of the case")), el("ul", { class: "pairs" }, tables.map((/** @type {any} */ one) => el("li", {}, button(name(one.path), () => doors.openMap(`source:${one.source}`), { class: "link" }), el("span", { class: one.problems ? "missing" : "faint" }, one.records || !one.problems ? ` ${one.records.toLocaleString("en")} ${word("records")}` : ` ${word("not read")}`))))));
}

/** @param {import("./drop.js").Given[]} given @param {Element} said @param {Doors} doors */
async function drop(given, said, doors) {
  if (!given.length) return;
  const [first] = given.filter((one) => !one.called.endsWith(".toml"));
  try {
    const sent = await working((work) => sendAll(given, work));
    if (!sent) return;
    fill(said, sent.refused.map((one) => el("p", { class: "missing" }, name(one.called), `: ${one.why}`)));
    if (first && !sent.refused.length) doors.openMap(`file:${sent.batch}:${first.called}`);
  } catch (error) {
    const { message, hint, name: kind } = /** @type {any} */ (error);
    fill(said, kind !== "AbortError" && el("p", { class: "missing", role: "alert" }, `${message} ${hint ?? ""}`));
  }
}

/** @param {any} found @param {(at: number) => void} draw */
function sheets(found, draw) {
  const choice = el("select", { onchange: (/** @type {any} */ event) => draw(Number(event.target.value)) }, found.tables.map((/** @type {any} */ one, /** @type {number} */ at) => el("option", { value: String(at) }, [one.path, one.table].filter(Boolean).join(", "))));
  return el("p", { class: "row" }, el("label", {}, `${word("Table")} (${found.tables.length}${found.more ? "+" : ""}) `, choice));
}

/** A table: what is said of its map, its columns, and what its first rows would make.
 * @param {any} found @param {any} one @param {Map<any, ColumnMap>} chosen @param {string} which */
function tableOf(found, one, chosen, which) {
  const made = chosen.get(one) ?? structuredClone(one.map);
  const preview = el("div", { class: "map-preview" });
  const state = el("div", { class: "map-state", role: "status" });
  let waiting = 0;
  let control = new AbortController();
  const changed = () => {
    chosen.set(one, made);
    clearTimeout(waiting);
    control.abort();
    control = new AbortController();
    waiting = setTimeout(() => look(control.signal), PAUSE_MS);
  };
  const columns = columnsOf(one, made, found, changed);

  /** @param {AbortSignal} signal */
  async function look(signal) {
    try {
      const tables = [{ source: one.source, table: one.table, map: made }];
      const answer = await ask("map", { ...asked(which), tables }, signal);
      const tried = answer.tables.find((/** @type {any} */ each) => each.source === one.source && each.table === one.table);
      fill(state, stateOf({ ...tried, changed: true }));
      fill(preview, previewOf(tried));
      columns.told(tried);
    } catch (error) {
      if (/** @type {Error} */ (error).name === "AbortError") return;
      fill(state, el("p", { class: "missing" }, /** @type {Error} */ (error).message));
    }
  }

  fill(state, stateOf(one));
  fill(preview, previewOf(one));
  if (chosen.has(one)) changed();
  return [el("h2", {}, name(one.path), one.table && el("span", { class: "faint" }, ` ${one.table}`)), state, columns.element, preview];
}

/** @param {any} one */
function stateOf(one) {
  const known = one.changed ? word("Changed: not kept yet") : one.known ? `${word("Read by a map that is there")}${one.name ? `: maps/${one.name}.toml` : ""}` : word("A proposal, from headings and cells");
  const count = one.edges.length;
  const remarks = one.changed ? [] : one.text.split("\n").filter((/** @type {string} */ line) => line.startsWith("# ") && !line.startsWith("# not read:"));
  return [el("p", {}, el("b", {}, known), ` · ${one.n_columns - one.unused.length} ${word("of")} ${one.n_columns} ${word("columns are read")} · ${count} ${word("edges of the first rows")}`),
    ...one.doubts.map((/** @type {string} */ doubt) => el("p", { class: "missing" }, `${word("In doubt")}: `, name(doubt))),
    ...remarks.map((/** @type {string} */ line) => el("p", { class: "faint" }, name(line.slice(2))))];
}

/** Keeps what was chosen, or the proposal as it stands, and reads by it.
 * @param {any} found @param {Map<any, ColumnMap>} chosen @param {string} which @param {Doors} doors */
function keeper(found, chosen, which, doors) {
  const [first] = found.tables;
  const called = el("input", { required: true, maxlength: "80", value: first?.name || stem(first?.path ?? "") });
  const said = el("div", { role: "status" });
  const from = origin();

  /** @param {boolean} replace */
  async function keep(replace) {
    const tables = found.tables.filter((/** @type {any} */ one) => chosen.has(one) || (!one.known && Object.keys(one.map.columns).length));
    try {
      fill(said);
      if (tables.length) {
        const given = tables.map((/** @type {any} */ one) => ({ source: one.source, table: one.table, map: chosen.get(one) ?? one.map }));
        const { files } = await ask("keep_map", { ...asked(which), name: called.value, replace, tables: given });
        announce(`${word("Kept")}: ${files.join(", ")}`);
      }
      doors.openSources();
      const given = asked(which);
      await ("batch" in given ? loadDropped(doors, { ...from.said(), batch: given.batch }) : readAgain(doors));
    } catch (error) {
      const { message, hint } = /** @type {any} */ (error);
      const isThere = /is there already/.test(message);
      fill(said, el("p", { class: "missing", role: "alert" }, message), isThere ? button(word("Replace that map"), () => keep(true)) : hint && el("p", { class: "faint" }, hint));
      said.querySelector("button")?.focus();
    }
  }

  return el("form", { class: "map-keep decides", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); keep(Boolean(first?.name) && called.value === first.name); } },
    el("p", { class: "row" }, el("label", {}, `${word("Name of the map")} `, called), el("button", { type: "submit", class: "main" }, word("Keep the map and read by it"))), which.startsWith("file:") && from.element, shown, said,
    el("p", { class: "faint" }, word("It goes into the case's maps/, and is used for every later table that has these columns.")));
}

/** @param {string} path */
const stem = (path) => (path.split("/").at(-1) ?? "").replace(/(\.[A-Za-z0-9]{1,7}){1,2}$/, "");

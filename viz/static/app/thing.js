// The panel of a thing: its names, what it is joined to, and who it is.

import { ask } from "./api.js";
import { button, el, fill, name } from "./dom.js";
import { statement } from "./evidence.js";
import { remarksOn } from "./remarks.js";
import { expanding, NEWEST } from "./steps.js";
import { SearchBox } from "./search.js";
import { showSource } from "./source.js";
import { state } from "./state.js";
import { verb, word } from "./words.js";

/** @typedef {{expand: (uid: string, row: any) => void, chains: (uid: string) => void, path: (uid: string) => void, openThing: (uid: string) => void, drawn: (uid: string, row: any) => number, hide: (uid: string) => void, decide: import("./remarks.js").Decide}} Doors */

const LEFT_OUT = new Set(["uid", "label", "name", "name_zh", "name_en", "former_uids", "captures", "n_captures"]);
const SHOWN = 40;

/** @param {Element} place @param {string} called the uid, of now or of then @param {Doors} doors */
export async function showThing(place, called, doors) {
  const [found, around] = await Promise.all([ask("thing", { uid: called }), ask("neighbours", { uid: called })]);
  const { thing } = found;
  const { uid } = thing;
  const card = around.nodes[0] ?? {};
  const source = el("section", { class: "source", "aria-label": word("Source") });
  const other = [thing.name_en, thing.name_zh].find((one) => one && one !== thing.name);
  fill(place,
    el("p", { class: "kind" }, word(thing.label), thing.kind && thing.kind !== "unknown" && ` · ${word(thing.kind)}`),
    el("h2", {}, name(thing.name || uid)),
    other && el("p", {}, name(other)),
    card.pinyin && el("p", { class: "pinyin", title: "pinyin, made by machine" }, card.pinyin),
    thing.provenance && thing.provenance !== "primary" && el("p", {}, el("span", { class: `stamp p-${thing.provenance}` }, word(thing.provenance))),
    el("p", { class: "row" }, button(word("Show chains"), () => doors.chains(uid), { class: "main" }), button(word(state.path && state.path !== uid ? "Path to here" : "Path from here"), () => doors.path(uid), { class: "path" }), button(word("Hide"), () => doors.hide(uid), { class: "quiet" })),
    joined(uid, around.rows, doors),
    facts(thing),
    found.names?.length > 1 && names(found.names),
    found.joins?.length > 0 && why(found.joins),
    thing.label === "Organization" && judging(uid, thing.name, doors),
    found.missing && el("p", { class: "missing" }, found.missing),
    remarksOn(uid, doors.decide, { said: found.notes }),
    found.statements.length > 0 && el("h3", {}, `${word("Statements")} (${found.statements.length}${found.truncated ? "+" : ""})`),
    source,
    found.statements.slice(0, SHOWN).map((/** @type {any} */ one) => statement(one, found.documents, source, doors.decide)));
  if (thing.label === "Document" && found.statements.length) showSource(source, found.statements[0], doors.decide);
}

/** What there is to expand: how many of each kind, and how many of them are there.
 * @param {string} uid @param {any[]} rows @param {Doors} doors */
function joined(uid, rows, doors) {
  const choice = (/** @type {any} */ row) => {
    const [count, drawn] = [row.count.toLocaleString("en"), doors.drawn(uid, row)];
    const said = [el("span", { class: "verb" }, row.direction === "in" ? `← ${verb(row.type)}` : `${verb(row.type)} →`), " ", word(row.label), " ", el("b", { class: "count" }, count), drawn > 0 && el("span", { class: "faint" }, ` · ${drawn} ${word("loaded")}`)];
    const asks = el("p", { class: "hub-asks row", role: "status", hidden: true });
    const act = () => (row.hub && asks.hidden && !expanding(uid, row).offset ? question(asks, uid, row, doors) : doors.expand(uid, row));
    return [button(said, act, { class: `expand${row.hub ? " hub" : ""}`, "data-expand": `${row.type} ${row.direction} ${row.label}`, disabled: drawn >= row.count }), asks];
  };
  return el("section", { class: "joined" }, el("h3", {}, word("What it is joined to")), rows.length ? el("ul", {}, rows.map((row) => el("li", {}, choice(row)))) : el("p", { class: "faint" }, word("Nothing was found.")));
}

/** What a hub asks before any of it is loaded.
 * @param {any} place @param {string} uid @param {any} row @param {Doors} doors */
function question(place, uid, row, doors) {
  const next = Math.min(NEWEST, row.count);
  const narrow = Object.keys(state.filters).length > 0 ? word("The filters that are on narrow this.") : word("Dates, stage or grade under Filter narrow this.");
  place.hidden = false;
  fill(place, el("span", {}, `${row.count.toLocaleString("en")}: ${word("these are many.")} ${narrow}`), button(`${word("Add the newest")} ${next}`, () => doors.expand(uid, row), { class: "main" }), button(word("Cancel"), () => { place.hidden = true; }, { class: "quiet" }));
  place.querySelector("button").focus();
}

/** @param {Record<string, any>} thing */
function facts(thing) {
  const rows = Object.entries(thing).filter(([key, value]) => !LEFT_OUT.has(key) && value !== "" && value !== null && !(Array.isArray(value) && !value.length));
  return el("details", {}, el("summary", {}, word("Details")), el("dl", { class: "facts-list" }, rows.map(([key, value]) => el("div", {}, el("dt", {}, key.replaceAll("_", " ")), el("dd", {}, name(Array.isArray(value) ? value.join(", ") : value))))));
}

/** @param {any[]} rows */
function names(rows) {
  return el("details", { open: rows.length < 6 }, el("summary", {}, `${word("Names")} (${rows.length})`), el("ul", { class: "names" }, rows.map((row) => el("li", {}, name(row.text), row.pinyin && el("span", { class: "pinyin" }, ` ${row.pinyin}`), el("span", { class: "by" }, ` ${row.basis}`)))));
}

/** @param {any[]} rows */
function why(rows) {
  return el("details", {}, el("summary", {}, word("Why these names are one")), el("ul", {}, rows.map((row) => el("li", {}, name(row.name), " = ", name(row.other), el("span", { class: "faint" }, ` ${row.basis}: ${row.reasons}`)))));
}

/** A judgement: another name, what it would change, and the reason.
 * @param {string} uid @param {string} called @param {Doors} doors */
function judging(uid, called, doors) {
  let other = "";
  const verdict = el("select", { "aria-label": "verdict" }, ["same", "different", "part-of", "unsure"].map((one) => el("option", { value: one }, word(one))));
  const picked = el("p", { class: "faint" });
  const seen = el("div", { class: "preview", role: "status" });
  const why = el("input", { required: true, maxlength: "2000", "aria-label": word("Why"), placeholder: word("Why") });
  const place = el("div", {});
  const looked = () => other && look(seen, verdict.value, uid, other);
  const box = new SearchBox(place, { label: word("Organization"), only: ["Organization"], choose: (hit) => {
    other = hit.uid;
    box.input.value = hit.name;
    fill(picked, name(called), ` — ${word(verdict.value)} — `, name(hit.name));
    looked();
  } });
  verdict.addEventListener("change", looked);
  return el("details", { class: "judging decides" }, el("summary", {}, word("Judge who this is")), el("form", { onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    if (other) doors.decide("judge", { verdict: verdict.value, a: uid, b: other, why: why.value });
  } }, el("p", { class: "row" }, verdict, place), picked, seen, el("p", { class: "row" }, why, el("button", { type: "submit" }, word("Keep")))));
}

/** Shows what a judgement would change, or why it cannot be made.
 * @param {Element} place @param {string} verdict @param {string} a @param {string} b */
export async function look(place, verdict, a, b) {
  try {
    fill(place, preview(await ask("preview", { verdict, a, b })));
  } catch (error) {
    fill(place, el("p", { class: "missing" }, /** @type {Error} */ (error).message));
  }
}

/** @param {any} found */
function preview(found) {
  return el("div", {}, el("p", {}, el("b", {}, word("Preview")), `: ${found.says}`), el("ul", {}, found.chains.slice(0, 12).map((/** @type {any} */ chain) => el("li", {}, el("b", {}, chain.change), " ", name([chain.institution, chain.intermediary, chain.provider, chain.item?.name ?? chain.item].filter(Boolean).join(" → ")), " ", chain.grade))));
}

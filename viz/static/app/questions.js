// Named questions as forms made from their headers, and Cypher that only reads.

import { ask } from "./api.js";
import { announce, button, el, fill, name } from "./dom.js";
import { thingBox, UID } from "./picker.js";
import { table } from "./table.js";
import { counted, word } from "./words.js";

/** @typedef {(uid: string) => void} Open */

/** @type {Promise<any> | null} */
let listed = null;

/** The questions of the case, asked for once. @returns {Promise<any>} */
const questions = () => (listed ??= ask("questions").catch((error) => { listed = null; throw error; }));

/** The questions that a person may mean by some words: each word begins one of theirs.
 * @param {string} text @returns {Promise<{name: string, title: string, asks: string}[]>} */
export async function meant(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const { rows } = await questions();
  return rows.filter((/** @type {any} */ { title, asks }) => words.every((one) => one.length > 2 && ` ${title} ${asks}`.toLowerCase().includes(` ${one}`)));
}

/** @param {Element} place @param {Open} openThing @param {string} [asked] the one that is open */
export async function showQuestions(place, openThing, asked = "") {
  const found = await questions();
  const answer = el("section", { class: "answer", "aria-live": "polite" }, el("p", { class: "faint" }, word("Open a question, fill in what you know, and run it.")));
  const list = el("div", { class: "questions" }, found.rows.map((/** @type {any} */ one) => form(one, answer, openThing, one.name === asked)));
  fill(place, el("div", { class: "two" }, list, el("div", {}, answer)));
  list.querySelector("[open]")?.scrollIntoView({ block: "nearest" });
}

/** @param {any} question @param {Element} answer @param {Open} openThing @param {boolean} open */
function form(question, answer, openThing, open) {
  const inputs = /** @type {Input[]} */ (question.params.map(input));
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    const params = Object.fromEntries(inputs.map(([param, value]) => [param.name, value()]).filter(([, value]) => value !== ""));
    answered(answer, ask("ask", { name: question.name, params }), question.title, openThing, [question.says]);
  };
  return el("details", { class: "question", name: "question", open, "data-question": question.name }, el("summary", {}, question.title),
    el("form", { onsubmit: send }, el("p", { class: "faint" }, question.asks), inputs.map(([param, , box, place]) => el(box === place ? "label" : "div", { class: "asked" }, el("span", {}, param.name.replaceAll("_", " ")), place, el("small", {}, param.about.replace(/^uid of /, "")))), el("button", { type: "submit", class: "main" }, word("Run"))));
}

/** @typedef {[any, () => string, any, Element]} Input a parameter, its value, its box and the place of that */

/** A place for a value. What is told by uid is looked for by name.
 * @param {any} param @returns {Input} */
function input(param) {
  const kind = /** @type {Record<string, string>} */ ({ integer: "number", number: "number", date: "date", boolean: "checkbox" })[param.type] ?? "text";
  if (kind !== "text" || !/\buid\b/.test(param.about)) {
    const box = el("input", { type: kind, step: param.type === "number" && "any", name: param.name, required: param.required && kind !== "checkbox", value: kind === "checkbox" ? undefined : param.default ?? "", checked: kind === "checkbox" && param.default });
    return [param, () => (kind === "checkbox" ? String(box.checked) : box.value), box, box];
  }
  const only = LABELS.filter((label) => param.about.toLowerCase().includes(label.toLowerCase()));
  const { place, input: box, uid } = thingBox({ label: param.name.replaceAll("_", " "), only, name: param.name, required: param.required, uid: param.default ?? "" });
  return [param, uid, box, place];
}

const LABELS = ["Organization", "Tender", "Provider", "Chip", "Model", "Product", "List"];

/** Shows rows when they come, or what was wrong.
 * @param {Element} place @param {Promise<any>} asked @param {string} title @param {Open} openThing @param {string[]} [notes] */
async function answered(place, asked, title, openThing, notes = []) {
  fill(place, el("p", { class: "faint" }, "…"));
  try {
    const found = await asked;
    const said = [...new Set([...notes, ...found.notes])];
    const called = await names(found.rows);
    const columns = found.columns.map((/** @type {string} */ key) => ({ key, label: key.replaceAll("_", " "), number: typeof found.rows[0]?.[key] === "number" }));
    const link = (/** @type {unknown} */ value) => called.has(value) && button(name(called.get(value)), () => openThing(String(value)), { class: "link", title: String(value) });
    const uid = (/** @type {any} */ row) => Object.values(row).find((value) => called.has(value));
    fill(place, el("h2", {}, title), found.rows.length ? table(columns, found.rows, { caption: counted(found.rows.length, "row"), link, opens: (row) => Boolean(uid(row)), open: (row) => openThing(String(uid(row))) }) : el("p", { class: "empty" }, word("Nothing was found.")),
      found.truncated && el("p", { class: "missing" }, word("More was found than is shown: a limit or the deadline was reached.")), said.map((one) => el("p", { class: "faint" }, name(one))));
    place.scrollIntoView({ block: "nearest" }); // below the questions on a narrow screen
    announce(counted(found.rows.length, "row"));
  } catch (error) {
    const { message, hint } = /** @type {any} */ (error);
    fill(place, el("p", { class: "missing", role: "alert" }, message), hint && el("p", { class: "faint" }, hint));
  }
}

/** What the things are called whose uids stand in rows.
 * @param {Record<string, unknown>[]} rows @returns {Promise<Map<unknown, string>>} */
async function names(rows) {
  const uids = [...new Set(rows.flatMap((row) => Object.values(row)).filter((value) => typeof value === "string" && UID.test(value)))];
  if (!uids.length) return new Map();
  const { nodes } = await ask("cards", { uids });
  return new Map(nodes.map((/** @type {any} */ node) => [node.uid, node.name]));
}

/** The console: Cypher on one side, labels and types on the other.
 * @param {Element} place @param {Open} openThing */
export async function showCypher(place, openThing) {
  const { schema } = await questions();
  const text = el("textarea", { rows: "7", spellcheck: "false", "aria-label": "Cypher", value: "MATCH (t:Tender)-[:VIA]->(p:Provider)\nRETURN p.name AS provider, count(*) AS tenders\nORDER BY tenders DESC" });
  const seconds = el("input", { type: "number", min: "1", max: "30", value: "5", "aria-label": word("seconds") });
  const limit = el("input", { type: "number", min: "1", max: "1000", value: "200", "aria-label": word("rows") });
  const answer = el("section", { class: "answer" });
  const run = (/** @type {Event} */ event) => {
    event.preventDefault();
    answered(answer, ask("cypher", { text: text.value, seconds: Number(seconds.value), limit: Number(limit.value) }), "Cypher", openThing);
  };
  text.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(event); });
  const put = (/** @type {string} */ words) => { text.setRangeText(words, text.selectionStart, text.selectionEnd, "end"); text.focus(); };
  fill(place, el("div", { class: "two console" },
    el("div", {}, el("form", { onsubmit: run }, text, el("p", { class: "row" }, el("button", { type: "submit", class: "main" }, word("Run")), el("label", {}, seconds, ` ${word("seconds")}`), el("label", {}, limit, ` ${word("rows")}`), el("span", { class: "faint" }, word("Reads only; at most 30 seconds and 1,000 rows.")))), answer),
    el("aside", { class: "schema", "aria-label": word("Labels, types and properties") }, el("h2", {}, word("Labels, types and properties")),
      Object.entries(schema.nodes).map(([label, properties]) => el("details", {}, el("summary", {}, `(:${label})`), el("p", {}, /** @type {string[]} */ (properties).map((one) => button(one, () => put(one), { class: "chip" }))))),
      Object.entries(schema.edges).map(([type, pairs]) => el("details", {}, el("summary", {}, `[:${type}]`), /** @type {string[][]} */ (pairs).map((pair) => el("p", {}, button(`(:${pair[0]})-[:${type}]->(:${pair[1]})`, () => put(`(:${pair[0]})-[:${type}]->(:${pair[1]})`), { class: "chip" }))))))));
}

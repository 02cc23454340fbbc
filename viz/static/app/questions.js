// Named questions as forms made from their headers, and Cypher that only reads.

import { ask } from "./api.js";
import { announce, button, el, fill, name } from "./dom.js";
import { table } from "./table.js";
import { word } from "./words.js";

/** @param {Element} place @param {(uid: string) => void} openThing */
export async function showQuestions(place, openThing) {
  const found = await ask("questions");
  const answer = el("section", { class: "answer", "aria-live": "polite" });
  const list = el("div", { class: "questions" }, found.rows.map((/** @type {any} */ one) => form(one, answer, openThing)));
  fill(place, el("div", { class: "two" }, list, el("div", {}, answer)));
}

/** @param {any} question @param {Element} answer @param {(uid: string) => void} openThing */
function form(question, answer, openThing) {
  const inputs = question.params.map((/** @type {any} */ param) => {
    const kind = /** @type {Record<string, string>} */ ({ integer: "number", number: "number", date: "date", boolean: "checkbox" })[param.type] ?? "text";
    return [param, el("input", { type: kind, step: param.type === "number" && "any", name: param.name, required: param.required && kind !== "checkbox", value: kind === "checkbox" ? undefined : param.default ?? "", checked: kind === "checkbox" && param.default })];
  });
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    const params = Object.fromEntries(inputs.map((/** @type {any} */ [param, input]) => [param.name, param.type === "boolean" ? String(input.checked) : input.value]).filter((/** @type {any} */ [, value]) => value !== ""));
    answered(answer, ask("ask", { name: question.name, params }), question.title, openThing, [question.says, `${question.omits}`]);
  };
  return el("details", { class: "question", name: "question", "data-question": question.name }, el("summary", {}, question.title),
    el("form", { onsubmit: send }, el("p", { class: "faint" }, question.asks), inputs.map((/** @type {any} */ [param, input]) => el("label", {}, el("span", {}, param.name.replaceAll("_", " ")), input, el("small", {}, param.about))), el("button", { type: "submit" }, word("Run"))));
}

/** Shows rows when they come, or what was wrong.
 * @param {Element} place @param {Promise<any>} asked @param {string} title @param {(uid: string) => void} openThing @param {string[]} [notes] */
async function answered(place, asked, title, openThing, notes = []) {
  fill(place, el("p", { class: "faint" }, "…"));
  try {
    const found = await asked;
    const said = [...new Set([...notes, ...found.notes])];
    const columns = found.columns.map((/** @type {string} */ key) => ({ key, label: key.replaceAll("_", " "), number: typeof found.rows[0]?.[key] === "number" }));
    const uid = (/** @type {any} */ row) => Object.values(row).find((value) => typeof value === "string" && /^(org|tender|doc|chip|model|provider|product|rule|list):\S+$/.test(value));
    fill(place, el("h2", {}, title), found.rows.length ? table(columns, found.rows, { caption: `${found.rows.length} rows`, open: (row) => { const one = uid(row); if (one) openThing(String(one)); } }) : el("p", { class: "empty" }, word("Nothing was found.")),
      found.truncated && el("p", { class: "missing" }, word("More was found than is shown: a limit or the deadline was reached.")), said.map((one) => el("p", { class: "faint" }, name(one))));
    place.scrollIntoView({ block: "nearest" }); // below the questions on a narrow screen
    announce(`${found.rows.length} rows`);
  } catch (error) {
    const { message, hint } = /** @type {any} */ (error);
    fill(place, el("p", { class: "missing", role: "alert" }, message), hint && el("p", { class: "faint" }, hint));
  }
}

/** The console: Cypher on one side, labels and types on the other.
 * @param {Element} place @param {(uid: string) => void} openThing */
export async function showCypher(place, openThing) {
  const { schema } = await ask("questions");
  const text = el("textarea", { rows: "7", spellcheck: "false", "aria-label": "Cypher", value: "MATCH (t:Tender)-[:VIA]->(p:Provider)\nRETURN p.name AS provider, count(*) AS tenders\nORDER BY tenders DESC" });
  const seconds = el("input", { type: "number", min: "1", max: "30", value: "5", "aria-label": "seconds" });
  const limit = el("input", { type: "number", min: "1", max: "1000", value: "200", "aria-label": "rows" });
  const answer = el("section", { class: "answer" });
  const run = (/** @type {Event} */ event) => {
    event.preventDefault();
    answered(answer, ask("cypher", { text: text.value, seconds: Number(seconds.value), limit: Number(limit.value) }), "Cypher", openThing);
  };
  text.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(event); });
  const put = (/** @type {string} */ words) => { text.setRangeText(words, text.selectionStart, text.selectionEnd, "end"); text.focus(); };
  fill(place, el("div", { class: "two console" },
    el("div", {}, el("form", { onsubmit: run }, text, el("p", { class: "row" }, el("button", { type: "submit", class: "main" }, word("Run")), el("label", {}, seconds, " s"), el("label", {}, limit, " rows"), el("span", { class: "faint" }, "read only"))), answer),
    el("aside", { class: "schema", "aria-label": "schema" },
      Object.entries(schema.nodes).map(([label, properties]) => el("details", {}, el("summary", {}, `(:${label})`), el("p", {}, /** @type {string[]} */ (properties).map((one) => button(one, () => put(one), { class: "chip" }))))),
      Object.entries(schema.edges).map(([type, pairs]) => el("details", {}, el("summary", {}, `[:${type}]`), /** @type {string[][]} */ (pairs).map((pair) => el("p", {}, button(`(:${pair[0]})-[:${type}]->(:${pair[1]})`, () => put(`(:${pair[0]})-[:${type}]->(:${pair[1]})`), { class: "chip" }))))))));
}

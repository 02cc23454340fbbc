// Judgements, the log, saved views: what people decided, and the way back.

import { ask } from "./api.js";
import { button, el, fill, name } from "./dom.js";
import { reasoned } from "./evidence.js";
import { look } from "./thing.js";
import { word } from "./words.js";

/** @typedef {import("./evidence.js").Decide} Decide */

/** Unsure pairs to look at, and judgements that stand.
 * @param {Element} place @param {Decide} decide @param {(uid: string) => void} openThing */
export async function showJudgements(place, decide, openThing) {
  const found = await ask("judgements");
  const called = (/** @type {string} */ uid) => found.nodes.find((/** @type {any} */ one) => one.uid === uid)?.name ?? uid;
  fill(place,
    el("h2", {}, `${word("unsure")} (${found.unsure.length})`),
    found.unsure.length ? el("ul", { class: "pairs" }, found.unsure.map((/** @type {any} */ pair) => pairRow(pair, called, decide, openThing))) : el("p", { class: "empty" }, word("Nothing was found.")),
    el("h2", {}, `${word("Judgements")} (${found.rows.length})`),
    found.notes.map((/** @type {string} */ one) => el("p", { class: "missing" }, name(one))),
    el("ul", { class: "pairs" }, found.rows.map((/** @type {any} */ row) => el("li", {},
      el("p", {}, name(row.a ?? row.named?.[0]), ` — ${word(String(row.verdict).replace("_", "-"))} — `, name(row.b ?? row.named?.[1])),
      el("p", { class: "faint" }, name(row.why), ` · ${row.by ?? ""} ${String(row.at ?? "").slice(0, 10)}`),
      button(word("Undo"), () => decide("undo", { id: row.id ?? row.uid }), { class: "quiet" })))));
}

/** @param {any} pair @param {(uid: string) => string} called @param {Decide} decide @param {(uid: string) => void} openThing */
function pairRow(pair, called, decide, openThing) {
  const seen = el("div", { class: "preview", role: "status" });
  const choice = (/** @type {string} */ verdict) => el("span", { class: "decides" },
    button(`${word(verdict)}?`, () => look(seen, verdict, pair.a, pair.b), { class: "quiet" }),
    reasoned(word(verdict), word("Why"), (why) => decide("judge", { verdict, ...pair, why })));
  return el("li", {}, el("p", {}, button(name(called(pair.a)), () => openThing(pair.a), { class: "link" }), " ? ", button(name(called(pair.b)), () => openThing(pair.b), { class: "link" })),
    el("p", { class: "row" }, choice("same"), choice("different")), seen);
}

/** The log, newest first; what can be undone has a button.
 * @param {Element} place @param {Decide} decide @param {() => string} view the view as it is saved @param {(hash: string) => void} restore */
export async function showLog(place, decide, view, restore) {
  const found = await ask("remarks");
  const named = el("input", { required: true, maxlength: "200", "aria-label": word("Save"), placeholder: word("Save") });
  fill(place,
    el("h2", {}, word("Saved views")),
    el("form", { class: "row decides", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); decide("save_view", { name: named.value, state: view() }); } }, named, el("button", { type: "submit" }, word("Keep"))),
    el("ul", { class: "pairs" }, found.views.map((/** @type {any} */ one) => el("li", {}, button(name(one.name), () => restore(one.state), { class: "link" }), el("span", { class: "by" }, ` ${one.by}, ${one.at.slice(0, 10)} `), button(word("Undo"), () => decide("undo", { id: one.id }), { class: "quiet" })))),
    el("h2", {}, word("Notes")),
    el("ul", { class: "pairs" }, found.notes.map((/** @type {any} */ one) => el("li", {}, name(one.text), el("span", { class: "by" }, ` — ${one.about} · ${one.by}, ${one.at.slice(0, 10)}`)))),
    el("h2", {}, word("Log")),
    el("ol", { class: "log" }, found.log.map((/** @type {any} */ row) => el("li", { class: row.stands ? "" : "rejected" },
      el("time", { datetime: row.at }, row.at.slice(0, 16).replace("T", " ")), " ", el("b", {}, row.kind), " ", name(row.about), " ", row.why && el("span", { class: "faint" }, name(row.why)), el("span", { class: "by" }, ` ${row.by} `),
      row.stands && !["load", "undo"].includes(row.kind) && button(word("Undo"), () => decide("undo", { id: row.id }), { class: "quiet" })))));
}

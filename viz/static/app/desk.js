// Judgements, the log, saved views: what people decided, and the way back.

import { ask } from "./api.js";
import { button, el, fill, name } from "./dom.js";
import { reasoned } from "./remarks.js";
import { look } from "./thing.js";
import { verb, word } from "./words.js";

/** @typedef {import("./remarks.js").Decide} Decide */
/** @typedef {{decide: Decide, view: () => string, restore: (hash: string) => void, openThing: (uid: string) => void, openEdge: (key: string) => void, chains: (uid: string) => void}} Doors */

/** Unsure pairs to look at, and judgements that stand.
 * @param {Element} place @param {Decide} decide @param {(uid: string) => void} openThing */
export async function showJudgements(place, decide, openThing) {
  const found = await ask("judgements");
  const called = (/** @type {string} */ uid) => found.nodes.find((/** @type {any} */ one) => one.uid === uid)?.name ?? uid;
  fill(place,
    el("h2", {}, `${word("Pairs that may be one")} (${found.unsure.length})`),
    found.unsure.length ? el("ul", { class: "pairs" }, found.unsure.map((/** @type {any} */ pair) => pairRow(pair, called, decide, openThing))) : el("p", { class: "faint" }, word("No pair waits for a judgement.")),
    el("h2", {}, `${word("Judgements that stand")} (${found.rows.length})`),
    !found.rows.length && el("p", { class: "faint" }, word("None yet. Open an organisation and say who it is under: Judge who this is.")),
    found.notes.map((/** @type {string} */ one) => el("p", { class: "missing" }, name(one))),
    el("ul", { class: "pairs" }, found.rows.map((/** @type {any} */ row) => el("li", {},
      el("p", {}, name(row.a ?? row.named?.[0]), ` — ${word(String(row.verdict).replace("_", "-"))} — `, name(row.b ?? row.named?.[1])),
      el("p", { class: "faint" }, name(row.why), ` · ${row.by ?? ""} ${String(row.at ?? "").slice(0, 10)}`),
      button(word("Undo"), () => decide("undo", { id: row.id ?? row.uid }), { class: "quiet decides" })))));
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

/** Saved views, notes with what they are on, and the log, newest first; what can be undone
 * has a button.
 * @param {Element} place @param {Doors} doors */
export async function showLog(place, { decide, view, restore, openThing, openEdge, chains }) {
  const found = await ask("remarks");
  const named = el("input", { required: true, maxlength: "200", "aria-label": word("Name of the view"), placeholder: word("Name of the view") });
  const undo = (/** @type {string} */ id, /** @type {string} */ label) => button(word(label), () => decide("undo", { id }), { class: "quiet decides" });
  const by = (/** @type {any} */ one) => el("span", { class: "by" }, ` ${one.by}, ${one.at.slice(0, 10)} `);
  fill(place,
    el("h2", {}, word("Saved views")),
    el("p", { class: "faint" }, word("A view is what you look at now: what was loaded, where it stands, its filters.")),
    el("form", { class: "row decides", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); decide("save_view", { name: named.value, state: view() }); } }, named, el("button", { type: "submit" }, word("Save view"))),
    el("ul", { class: "pairs" }, found.views.map((/** @type {any} */ one) => el("li", {}, button(name(one.name), () => restore(one.state), { class: "link" }), by(one), undo(one.id, "Remove")))),
    el("h2", {}, word("Notes")),
    found.notes.length ? el("ul", { class: "pairs" }, found.notes.toReversed().map((/** @type {any} */ one) => el("li", {}, name(one.text), " — ", noted(one.about, found, openThing, openEdge, chains), by(one), undo(one.id, "Remove")))) : el("p", { class: "faint" }, word("None yet. A note or a tag can stand at every thing, relation, chain and path.")),
    el("h2", {}, word("Log")),
    el("ol", { class: "log" }, found.log.map((/** @type {any} */ row) => el("li", { class: row.stands ? "" : "rejected" },
      el("time", { datetime: row.at }, row.at.slice(0, 16).replace("T", " ")), " ", el("b", {}, [row.kind, row.of].filter(Boolean).map(word).join(" · ")), " ", name(row.about), " ", row.why && el("span", { class: "faint" }, name(row.why)), el("span", { class: "by" }, ` ${row.by} `),
      row.stands && !["load", "undo"].includes(row.kind) && undo(row.id, "Undo")))));
}

/** What a note is on, as a way there.
 * @param {string} about @param {any} found @param {(uid: string) => void} openThing @param {(key: string) => void} openEdge @param {(uid: string) => void} chains */
function noted(about, found, openThing, openEdge, chains) {
  const called = (/** @type {string} */ uid) => found.nodes.find((/** @type {any} */ one) => one.uid === uid)?.name;
  const edge = Object.keys(found.edges).find((key) => found.edges[key] === about);
  const hops = about.startsWith("chain:") ? about.slice("chain:".length).split("\n").filter((key) => key.includes("|")) : [];
  const line = (/** @type {string} */ key) => { const [type, from, to] = key.split("|"); return [name(called(from) ?? from), " ", el("span", { class: "verb" }, verb(type)), " ", name(called(to) ?? to)]; };
  if (called(about)) return button(name(called(about)), () => openThing(about), { class: "link" });
  if (edge) return button(line(edge), () => openEdge(edge), { class: "link" });
  if (!hops.length) return el("span", { class: "faint" }, word(about.startsWith("chain:") ? "a chain" : "a statement that is not there now"));
  const [, first] = hops[0].split("|");
  const last = hops.at(-1)?.split("|")[2] ?? "";
  return button([name(called(first) ?? first), " … ", name(called(last) ?? last)], () => chains(first), { class: "link", title: word("Show chains") });
}

// The evidence panel: what an edge or a thing rests on, and what a person says of it.

import { ask } from "./api.js";
import { button, el, fill, name, outward } from "./dom.js";
import { showSource } from "./source.js";
import { gradeMark } from "./chains.js";
import { reasoned, remarksOn } from "./remarks.js";
import { counted, verb, word } from "./words.js";

/** @typedef {import("./remarks.js").Decide} Decide */

/** Shows an edge: its claim, every statement, and the source of the first.
 * @param {Element} place @param {string} key @param {import("./model.js").Model} model @param {Decide} decide @param {(uid: string) => void} openThing */
export async function showEdge(place, key, model, decide, openThing) {
  const found = await ask("evidence", { key });
  const { edge } = found;
  const known = model.edges.get(key);
  const ends = [edge.src, edge.dst];
  const cards = ends.every((uid) => model.things.has(uid)) ? [] : (await ask("cards", { uids: ends })).nodes;
  const called = (/** @type {string} */ uid) => cards.find((/** @type {any} */ one) => one.uid === uid)?.name ?? model.thing(uid).name;
  const end = (/** @type {string} */ uid) => button(name(called(uid)), () => openThing(uid), { class: "link" });
  const source = el("section", { class: "source", "aria-label": word("Source") });
  const said = found.statements.map((/** @type {any} */ one, /** @type {number} */ place) => statement(one, found.documents, source, decide, place === 0));
  fill(place,
    el("h2", {}, end(edge.src), " ", el("span", { class: "verb" }, verb(edge.type, edge.stage ?? "", edge.modality ?? "")), " ", end(edge.dst)),
    el("p", { class: "row" }, known && gradeMark(known), el("span", { class: `stamp p-${edge.provenance}` }, word(edge.provenance)), el("span", { class: "faint" }, [edge.stage && word(edge.stage), edge.modality && word(edge.modality).replaceAll("_", " "), edge.date_text, edge.amount_text && `${edge.amount_text} ${edge.currency}${edge.tax ? `, tax ${edge.tax}` : ""}`, edge.part && `part ${edge.part}`].filter(Boolean).join(" · "))),
    el("p", { class: "faint" }, basis(edge, found)),
    !edge.quote && el("p", { class: "missing" }, word("No words stand behind this: it is not quoted.")),
    !said.length && edge.quote && el("blockquote", {}, name(edge.quote), el("footer", {}, name(edge.path), ` · ${edge.locator}`, edge.source && ` · sha256 ${edge.source}`, " ", outward(edge.source_url ?? "", word("Open the original")))),
    !said.length && found.documents.map((/** @type {any} */ one) => origin(one)),
    found.missing && el("p", { class: "missing" }, found.missing),
    said.slice(0, 1), source, said.slice(1), remarksOn(`statement:${edge.statement || key}`, decide, { said: found.notes }));
  if (found.statements[0]?.document) showSource(source, found.statements[0], decide);
}

/** @param {any} edge @param {any} found */
function basis(edge, found) {
  const texts = `${counted(edge.n_statements ?? found.statements.length, "statement")} · ${counted((edge.documents ?? []).length, "document")}`;
  return edge.basis && edge.basis !== "record" ? `${texts} · ${edge.basis}` : texts;
}

/** Where something is said: the document, when it came about, its address.
 * @param {any} document_ @param {string} [locator] */
function origin(document_, locator) {
  const { path, kind, published_on, captured_at, url } = document_;
  const facts = [locator, kind, published_on && `${word("published")} ${published_on}`, captured_at && `${word("captured")} ${captured_at}`].filter(Boolean);
  return el("p", { class: "where" }, name(path), facts.map((one) => ` · ${one}`), " ", outward(url ?? "", word("Open the original")));
}

/** One statement with its words, what they mean, and what can be said of it.
 * @param {any} said @param {any[]} documents @param {Element} source @param {Decide} decide @param {boolean} open */
export function statement(said, documents, source, decide, open = false) {
  const document_ = documents.find((one) => one.uid === said.document) ?? {};
  return el("article", { class: `statement${said.rejected ? " rejected" : ""}`, "data-statement": said.key },
    el("p", { class: "claims" }, el("b", {}, verb(said.type, said.stage ?? "", said.modality ?? "")), " ", name(said.o_text ?? said.s_text ?? said.amount_said ?? said.date ?? ""), said.pinyin && name(said.pinyin, "pinyin")),
    said.quote ? el("blockquote", {}, name(said.quote)) : el("p", { class: "missing" }, word("No words stand behind this: it is not quoted.")),
    said.glosses.length > 0 && el("dl", { class: "gloss" }, said.glosses.map((/** @type {[string, string]} */ [han, english]) => el("div", {}, el("dt", { lang: "zh" }, han), el("dd", {}, english)))),
    said.translations.map((/** @type {any} */ one) => el("p", { class: "translation" }, name(one.text), el("span", { class: "by" }, ` — ${one.by}, ${one.at.slice(0, 10)}`))),
    said.document && origin({ path: said.path, ...document_ }, said.locator),
    said.rejected && el("p", { class: "stamp" }, `${word("rejected by")} ${said.rejected.by}: `, name(said.rejected.why)),
    said.added && el("p", { class: "stamp" }, `${word("added by")} ${said.added.by}: `, name(said.added.why)),
    said.mark && el("p", { class: "stamp" }, `${word(said.mark.mark === "checked" ? "Checked" : "Disputed")} · ${said.mark.by}, ${said.mark.at.slice(0, 10)}`),
    el("p", { class: "row" },
      said.document && button(word("Source"), () => showSource(source, said, decide, true), { "aria-expanded": String(open) }),
      button(word("Checked"), () => decide("mark", { statement: said.key, mark: "checked" }), { class: "quiet decides" }),
      button(word("Disputed"), () => decide("mark", { statement: said.key, mark: "disputed" }), { class: "quiet decides" }),
      !said.rejected && reasoned(word("Reject"), word("Why"), (why) => decide("reject", { key: said.key, why })),
      reasoned(word("Translate"), word("Translate"), (text) => decide("translate", { key: said.key, text }))));
}

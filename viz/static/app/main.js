// The explorer: search first, then chains, things and their evidence.

import { ask, gone } from "./api.js";
import { announce, at, button, el, fill, name } from "./dom.js";
import { chainRow } from "./chains.js";
import { showJudgements, showLog } from "./desk.js";
import { showEdge } from "./evidence.js";
import { showFilters } from "./filters.js";
import { showMap } from "./map.js";
import { Model } from "./model.js";
import { missing, opened, waiting } from "./opening.js";
import { showCypher, showQuestions } from "./questions.js";
import { SearchBox } from "./search.js";
import { showSources } from "./sources.js";
import { change, restore, state, step } from "./state.js";
import { table } from "./table.js";
import { showThing } from "./thing.js";
import { isChinese, speakChinese, verb, word } from "./words.js";

const TABS = { chains: "Chains", table: "Table", questions: "Questions", cypher: "Cypher", judgements: "Judgements", log: "Log", sources: "Sources", map: "Columns" };
const GRADES = ["E1", "E2", "E3", "E4", "E5"];

const model = new Model();
let status = /** @type {any} */ ({});
let pathStart = "";
const filterPlace = el("div", { class: "filter-place" });
const view = el("div", { class: "view" });

/** Loads what a step of the view asks for. @param {import("./state.js").Step} one */
async function take(one) {
  if (one.do === "expand") {
    const found = await ask("expand", { uid: one.uid, type: one.type, direction: one.direction, label: one.label, limit: one.limit ?? 40 });
    model.addThings(found.nodes);
    model.addEdges(found.edges);
    if (found.total > found.edges.length) model.notes.push(`${verb(one.type ?? "")}: ${found.edges.length} ${word("of")} ${found.total.toLocaleString("en")}`);
    return found.edges.length;
  }
  const found = one.do === "paths" ? await ask("paths", { start: one.start, end: one.end, min_grade: one.grade ?? "E3" }) : await ask("chains", { uid: one.uid ?? "", min_grade: one.grade ?? "E2" });
  model.addThings(found.nodes);
  model.addChains(found.rows);
  model.truncated ||= found.truncated;
  if (!found.rows.length || one.do === "paths") model.notes.push(...found.notes);
  return found.rows.length;
}

/** Shows something that takes time, and what went wrong where it does.
 * @param {() => Promise<unknown>} work @param {Element} [place] */
async function trying(work, place = view) {
  try {
    await work();
    at("banners").querySelector(".gone")?.remove();
  } catch (error) {
    const { message, hint } = /** @type {any} */ (error);
    const said = [el("p", { class: "missing", role: "alert" }, message), hint && el("p", { class: "faint" }, hint)];
    view.querySelector(".opening")?.remove();
    if (error === gone) at("banners").replaceChildren(el("div", { class: "banner gone" }, said));
    else fill(place, said);
  }
}

let last = Promise.resolve();

/** Loads one thing after the other, so that nothing late mixes with what came later.
 * @template T @param {() => Promise<T>} work @returns {Promise<T>} */
function inTurn(work) {
  const mine = last.then(work);
  last = mine.then(() => {}, () => {});
  return mine;
}

/** Goes through the steps of the view from the beginning. */
const replay = () => inTurn(async () => {
  model.clear();
  let count = 0;
  for (const one of state.steps) count = (await take(one)) ?? 0;
  return count;
});

/** A step more: loaded, drawn, announced. @param {import("./state.js").Step} one */
async function further(one) {
  if (isOverview() || (one.do === "chains" && !one.uid)) change({ steps: [] }, true);
  step(one);
  await trying(async () => {
    const count = await replay();
    if (!["chains", "table"].includes(state.tab)) change({ tab: one.do === "expand" ? "table" : "chains" }, true);
    else if (one.do === "expand" && state.tab === "chains") change({ tab: "table" }, true);
    await draw();
    announce(`${count} ${one.do === "expand" ? verb(one.type ?? "") : word("Chains")}`);
  });
}

/** Whether no more than all chains are shown, as at the beginning. */
const isOverview = () => state.steps.every((one) => one.do === "chains" && !one.uid);

/** Keeps a decision, then shows the case as it is now. @type {import("./evidence.js").Decide} */
async function decide(what, given) {
  let kept = false;
  await trying(async () => {
    document.body.setAttribute("aria-busy", "true");
    await ask(what, given);
    kept = true;
    announce(`${what}: ${word("Keep")}`);
    await renew();
  }, at("dialog-words")).finally(() => document.body.removeAttribute("aria-busy"));
  if (!kept && at("dialog-words").firstChild) at("dialog").showModal();
  return kept;
}

/** Reads the case again: after a decision, or a load. */
async function renew() {
  status = await opened(view);
  await replay();
  await draw();
  await tools();
  if (state.seen) await openSeen();
}

/** After files were loaded: an empty case shows its first chains, unless something was
 * not read, which is to be seen. @param {{quarantined: unknown[]}} found */
async function loaded(found) {
  if (!state.steps.length) change({ tab: found.quarantined.length ? "sources" : "chains", steps: [{ do: "chains", uid: "" }] });
  await trying(renew);
}

/** What the pages on files lead to. */
const fileDoors = {
  loaded, decide,
  openMap: (/** @type {string} */ mapped) => { change({ tab: "map", mapped }); trying(draw); },
  openSources: () => { if (state.tab === "map") change({ tab: "sources", mapped: "" }); trying(draw); },
};

/** @param {string} uid */
function openThing(uid) {
  change({ seen: uid });
  openSeen();
}

/** @param {string} key */
function openEdge(key) {
  change({ seen: key });
  openSeen();
}

async function openSeen() {
  const panel = at("panel");
  panel.hidden = !state.seen;
  if (!state.seen) return;
  const place = el("div", { class: "panel-words" });
  fill(panel, button("×", () => { change({ seen: "" }); panel.hidden = true; }, { class: "close", "aria-label": word("Close") }), place);
  const isEdge = state.seen.includes("|");
  await trying(() => isEdge ? showEdge(place, state.seen, model, decide, openThing) : showThing(place, state.seen, {
    openThing, decide, chains: (uid) => further({ do: "chains", uid }),
    expand: (uid, row) => further({ do: "expand", uid, type: row.type, direction: row.direction, label: row.label }),
    hide: (uid) => { change({ hidden: [...state.hidden, uid] }); draw(); },
    path: (uid) => path(uid), pathStart: () => pathStart,
  }), place);
  panel.focus({ preventScroll: innerWidth > 900 });
}

/** The first call says from where, the second to where. @param {string} uid */
function path(uid) {
  if (pathStart && pathStart !== uid) {
    further({ do: "paths", start: pathStart, end: uid });
    pathStart = "";
  } else {
    pathStart = uid;
    announce(word("Path from here"));
  }
  tools();
}

async function draw() {
  /** @type {Record<string, () => unknown>} */
  const tabs = {
    chains: drawChains, table: drawTable, questions: () => showQuestions(view, openThing), cypher: () => showCypher(view, openThing),
    judgements: () => showJudgements(view, decide, openThing), log: () => showLog(view, decide, (hash) => { location.hash = hash; }), sources: () => showSources(view, status, fileDoors), map: () => showMap(view, state.mapped, fileDoors),
  };
  drawTabs();
  const isGraph = ["chains", "table"].includes(state.tab);
  fill(filterPlace);
  if (isGraph) showFilters(filterPlace, model, draw);
  await (tabs[state.tab] ?? drawChains)();
}

function drawTabs() {
  fill(at("tabs"), Object.entries(TABS).map(([tab, label]) => button(word(label), () => { change({ tab }); trying(draw).then(() => at("tabs").querySelector("[aria-selected=true]")?.focus()); }, { role: "tab", id: `tab-${tab}`, "aria-selected": String(tab === state.tab), tabindex: tab === state.tab ? "0" : "-1" })));
  at("tabs").querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function drawChains() {
  const shown = model.shownChains();
  const doors = { openThing, openEdge, note: (/** @type {string} */ about) => askText(word("Note"), (text) => decide("note", { about, text })) };
  const weakest = el("label", { class: "weakest" }, `${word("Weakest grade")} `, el("select", { onchange: (/** @type {any} */ event) => regrade(event.target.value) }, GRADES.map((grade) => el("option", { value: grade, selected: grade === gradeAsked() }, grade))));
  fill(view, el("p", { class: "row" }, el("b", { class: "count" }, `${shown.length} ${word("of")} ${model.chains.size} ${word("Chains")}`), weakest, button(word("All chains"), () => further({ do: "chains", uid: "" }), { class: "quiet" }), model.chains.size > 0 && button(word("Reset"), () => { change({ steps: [], filters: {}, hidden: [] }); further({ do: "chains", uid: "" }); }, { class: "quiet" })),
    model.truncated && el("p", { class: "missing" }, word("More was found than is shown: a limit or the deadline was reached.")),
    model.chains.size ? model.notes.map((one) => el("p", { class: "missing" }, name(one))) : nothing(),
    shown.map((chain) => chainRow(chain, model, doors)));
}

/** What stands where there are no chains: nearest misses, or how to begin. */
function nothing() {
  if (model.notes.length) return el("section", { class: "empty" }, el("h2", {}, word("Nothing was found.")), el("ul", {}, model.notes.map((one) => el("li", {}, name(one)))));
  return el("section", { class: "empty" }, el("p", {}, word("Search names, numbers, pinyin, words of records")), button(word("All chains"), () => further({ do: "chains", uid: "" }), { class: "main" }));
}

const gradeAsked = () => state.steps.find((one) => one.do !== "expand")?.grade ?? "E2";

/** @param {string} grade */
async function regrade(grade) {
  change({ steps: state.steps.map((one) => (one.do === "expand" ? one : { ...one, grade })) });
  await trying(async () => { await replay(); await draw(); });
}

function drawTable() {
  const rows = model.shownEdges().map((edge) => ({ ...edge, verb: verb(edge.type), start: model.thing(edge.from).name, end: model.thing(edge.to).name }));
  const columns = [["start", "From"], ["verb", "Relation"], ["end", "To"], ["date", "Date"], ["amount", "Amount"], ["currency", ""], ["tax", "Tax"], ["grade", "Grade"], ["stage", "Stage"], ["provenance", "Provenance"], ["quote", "Quote"]];
  fill(view, model.notes.map((one) => el("p", { class: "missing" }, name(one))), rows.length ? table(columns.map(([key, label]) => ({ key, label: word(label), number: key === "amount" })), rows, { caption: `${rows.length} ${word("Relation")}`, open: (row) => openEdge(row.key) }) : nothing());
}

/** Asks for a line of text in a dialog. @param {string} label @param {(text: string) => unknown} act */
function askText(label, act) {
  const text = el("textarea", { required: true, rows: "4", "aria-label": label });
  fill(at("dialog-words"), el("form", { onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); at("dialog").close(); act(text.value); } }, el("label", {}, label, text), el("button", { type: "submit" }, word("Keep"))));
  at("dialog").showModal();
}

async function tools() {
  const { back, forth } = await ask("remarks", { about: "-" });
  fill(at("tools"), pathStart && el("span", { class: "chip" }, `${word("Path from here")}: `, name(model.thing(pathStart).name)),
    button(word("Undo"), () => decide("undo", {}), { class: "decides", disabled: !back, id: "undo" }), button(word("Redo"), () => decide("redo", {}), { class: "decides", disabled: !forth, id: "redo" }),
    button(word("Language"), () => { change({ zh: !isChinese() }, true); speakChinese(state.zh); start(); }, { id: "language" }));
  fill(at("case-name"), status.name ?? "graphkit");
  const banners = status.provenances.filter((/** @type {any} */ one) => !["primary", "catalogue"].includes(one.provenance));
  fill(at("banners"), banners.length > 0 && el("div", { class: "banner" }, banners.map((/** @type {any} */ one) => el("span", { class: `stamp p-${one.provenance}` }, `${one.count} ${word("Sources")}: ${word(one.provenance)}`))),
    missing(status), status.pending.map((/** @type {string} */ one) => el("div", { class: "banner" }, one)));
}

async function start() {
  speakChinese(state.zh);
  document.querySelector(".skip")?.replaceChildren(word("Skip to the chains"));
  fill(at("dialog"), button("×", () => at("dialog").close(), { class: "close", "aria-label": word("Close") }), el("div", { id: "dialog-words" }));
  fill(at("board"), filterPlace, view);
  const box = new SearchBox(at("search"), { label: word("Search names, numbers, pinyin, words of records"), records: true, choose: (hit) => {
    openThing(hit.uid);
    if (hit.form && !["Rule", "List", "Document", "Classification"].includes(hit.label)) further({ do: "chains", uid: hit.uid });
  } });
  document.onkeydown = (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(/** @type {Element} */ (event.target).tagName)) {
      event.preventDefault();
      box.input.focus();
    }
    if (event.key === "Escape" && state.seen && !at("dialog").open) at("panel").querySelector(".close")?.click();
    tabKeys(event);
  };
  await trying(async () => {
    fill(view, waiting());
    status = await opened(view);
    if (!status.records && state.tab === "chains") change({ tab: "sources" }, true);
    if (status.records && !state.steps.length) change({ steps: [{ do: "chains", uid: "" }] }, true);
    await tools();
    await replay();
    await draw();
    await openSeen();
  });
}

/** Arrow keys walk along the tabs. @param {KeyboardEvent} event */
function tabKeys(event) {
  const tabs = [...at("tabs").children];
  const here = tabs.indexOf(/** @type {Element} */ (document.activeElement));
  const move = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1 })[event.key];
  if (here < 0 || !move) return;
  /** @type {HTMLElement} */ (tabs[(here + move + tabs.length) % tabs.length]).focus();
}

addEventListener("popstate", () => { restore(location.hash); start(); });
start();

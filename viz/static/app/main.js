// The explorer: search first, then chains, things and their evidence.

import { ask, gone } from "./api.js";
import { announce, at, button, el, fill } from "./dom.js";
import { showJudgements, showLog } from "./desk.js";
import { showEdge } from "./evidence.js";
import { showFilters } from "./filters.js";
import { beginning, heading, showChains, showTable } from "./found.js";
import { Canvas } from "./canvas.js";
import { showGathered, isGathered } from "./gathered.js";
import { showMap } from "./map.js";
import { Model } from "./model.js";
import { showMasthead, showPathStart } from "./masthead.js";
import { opened, waiting } from "./opening.js";
import { askReport } from "./publish.js";
import { meant, showCypher, showQuestions } from "./questions.js";
import { SearchBox } from "./search.js";
import { showSources } from "./sources.js";
import { adopt, afresh, change, restore, state, step, written } from "./state.js";
import { expanding, forget, lookAtPaths, replay } from "./steps.js";
import { drawTabs, walkTabs } from "./tabs.js";
import { showThing } from "./thing.js";
import { isChinese, speakChinese, verb, word } from "./words.js";

const MOST_PATHS = 100;

const model = new Model();
let status = /** @type {any} */ ({});
let graphTab = "chains"; // the last one that showed what was found
let opener = /** @type {HTMLElement | null} */ (null); // what had the focus before the panel
let canvas = /** @type {Canvas} */ (/** @type {unknown} */ (null));
let tried = 0; // how much is under way: the board is busy until all of it is shown
const filterPlace = el("div", { class: "filter-place" });
const view = el("div", { class: "view" });

/** Shows something that takes time, and what went wrong where it does.
 * @param {() => Promise<unknown>} work @param {Element} [place] */
async function trying(work, place = view) {
  at("board").setAttribute("aria-busy", String(++tried > 0));
  try {
    await work();
    at("banners").querySelector(".gone")?.remove();
  } catch (error) {
    const { message, hint } = /** @type {any} */ (error);
    const said = [el("p", { class: "missing", role: "alert" }, message), hint && el("p", { class: "faint" }, hint)];
    view.querySelector(".opening")?.remove();
    if (error === gone) at("banners").replaceChildren(el("div", { class: "banner gone" }, said, button(word("Try again"), () => trying(renew))));
    else fill(place, said);
  } finally {
    at("board").setAttribute("aria-busy", String(--tried > 0));
  }
}

/** A step more: loaded, drawn, announced. What was drawn before stays where it is, unless
 * the view begins anew. @param {import("./state.js").Step} one */
async function further(one) {
  const isNew = one.do === "chains" && (!one.uid || isOverview());
  if (isNew) state.steps = [];
  const isDrawing = ["drawing", "table"].includes(state.tab);
  const tab = isDrawing ? state.tab : one.do === "expand" ? "drawing" : "chains";
  const changes = { tab, focus: [], stand: {}, ...(one.do === "paths" && { path: "" }) };
  if (!step(one, { ...(isNew ? afresh() : {}), ...changes })) change(changes);
  const before = new Set(model.things.keys());
  await trying(async () => {
    const count = await replay(model);
    if (one.do === "paths") lookAtPaths(model, one);
    showPathStart(headDoors);
    await draw();
    const fresh = [...model.things.keys()].filter((uid) => !before.has(uid));
    if (one.do === "expand") {
      canvas.show(one.uid ?? "", fresh);
      await openSeen(at("panel").contains(document.activeElement) ? ".expand:enabled" : "");
    }
    const what = one.do === "expand" ? `${verb(one.type ?? "")}, ${word("beside")} ${model.thing(one.uid ?? "").name}` : word("Chains");
    announce(`${count} ${what}`);
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
    await renew();
  }, at("dialog-words")).finally(() => document.body.removeAttribute("aria-busy"));
  if (kept) announce(`${what}: ${word("Keep")}`);
  else if (at("dialog-words").firstChild) at("dialog").showModal();
  return kept;
}

/** Reads the case again: after a decision, or a load. */
async function renew() {
  canvas.hold();
  forget();
  status = await opened(view);
  await replay(model);
  await head();
  await draw();
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

/** Makes room for what is looked at, or takes it back. */
function makeRoom() {
  at("panel").hidden = !state.seen;
  document.body.classList.toggle("looking", Boolean(state.seen));
  return at("panel");
}

/** Shows what is looked at beside the view. @param {string} [onto] the class of the button that is
 * focused then, else the panel; '' leaves the focus where it is */
async function openSeen(onto = ".panel-words") {
  const panel = makeRoom();
  if (!state.seen) return;
  const place = el("div", { class: "panel-words" });
  fill(panel, button("×", close, { class: "close", "aria-label": word("Close") }), place);
  await trying(async () => {
    if (isGathered(state.seen)) showGathered(place, state.seen, model, canvas.now, found());
    else if (state.seen.includes("|")) await showEdge(place, state.seen, model, decide, openThing);
    else await showThing(place, state.seen, {
      openThing, decide, chains: (uid) => further({ do: "chains", uid }), drawn: (uid, row) => model.around(uid, row),
      expand: (uid, row) => further(expanding(uid, row)), hide: (uid) => canvas.alter({ hidden: [...state.hidden, uid] }, `1 ${word("hidden")}`),
      path,
    });
  }, place);
  if (!onto) return;
  if (!panel.contains(document.activeElement)) opener = /** @type {HTMLElement} */ (document.activeElement);
  (panel.querySelector(`button${onto}`) ?? panel).focus({ preventScroll: true });
}

/** Closes the panel; what was in use before is in use again. */
function close() {
  change({ seen: "" });
  openSeen();
  const back = opener?.isConnected && opener !== document.body ? opener : canvas.view.front;
  back.focus({ preventScroll: true });
}

/** Looks at something from within the drawing. @param {string} seen @param {string} [onto] */
function look(seen, onto = "") {
  change({ seen });
  openSeen(onto).then(() => {
    canvas.bring();
    canvas.view.reveal(seen);
  });
}

/** @param {string[]} focus chains to be drawn, and no others */
function alone(focus) {
  change({ focus, stand: {}, tab: "drawing" });
  trying(draw);
}

/** The first call says from where, the second to where. @param {string} uid */
function path(uid) {
  if (state.path && state.path !== uid) return further({ do: "paths", start: state.path, end: uid, grade: "E3" });
  change({ path: uid });
  announce(word("Path from here"));
  showPathStart(headDoors);
  openSeen(".path");
}

async function draw() {
  /** @type {Record<string, () => unknown>} */
  const tabs = {
    chains: () => showChains(view, model, found()), drawing: drawCanvas, table: () => showTable(view, model, found()), questions: () => showQuestions(view, openThing, state.question), cypher: () => showCypher(view, openThing),
    judgements: () => showJudgements(view, decide, openThing), log: () => showLog(view, { decide, openThing, openEdge, chains: (uid) => further({ do: "chains", uid }), view: asView, restore: (hash) => { adopt(hash); go(); } }), sources: () => showSources(view, status, fileDoors), map: () => showMap(view, state.mapped, fileDoors),
  };
  drawTabs((tab) => { change({ tab }); return trying(draw); });
  const isGraph = ["chains", "drawing", "table"].includes(state.tab);
  filterPlace.hidden = !isGraph;
  if (isGraph) graphTab = state.tab;
  if (isGraph) showFilters(filterPlace, model, () => trying(draw));
  await (tabs[state.tab] ?? tabs.chains)();
  if (isGathered(state.seen)) await openSeen("");
}

/** What is looked at, as a saved view keeps it. */
const asView = () => written({ ...canvas.held(), tab: graphTab });

/** What chains, evidence and all else may lead to. */
const found = () => ({ openThing, openEdge, decide, alone, regrade, morePaths, all: () => further({ do: "chains", uid: "" }), find: (/** @type {object} */ pattern) => further({ do: "chains", uid: "", ...pattern }) });

function drawCanvas() {
  const head = el("div", { class: "head" }, heading(model, found()), beginning(model, found()));
  // The drawing stays in the page, lest it lose the focus.
  if (canvas.element.parentElement === view) view.firstElementChild?.replaceWith(head);
  else fill(view, head, canvas.element);
  canvas.element.hidden = !model.things.size;
  canvas.draw(model);
}

/** Takes the steps of the view again, asked otherwise; nothing that was drawn moves.
 * @param {(one: import("./state.js").Step) => import("./state.js").Step} otherwise */
async function again(otherwise) {
  canvas.hold();
  change({ steps: state.steps.map(otherwise) });
  await trying(async () => {
    await replay(model);
    const last = state.steps.at(-1);
    if (last?.do === "paths") lookAtPaths(model, last);
    await draw();
  });
}

/** @param {string} grade */
const regrade = (grade) => again((one) => (one.do === "expand" ? one : { ...one, grade }));
const morePaths = () => again((one) => (one.do === "paths" ? { ...one, limit: MOST_PATHS } : one));

/** Draws the head of the page, with what people said of the case meanwhile. */
const head = () => showMasthead(status, headDoors);
const headDoors = { decide, start, called: (/** @type {string} */ uid) => model.thing(uid).name };

/** Questions as they stand among what is found. @param {string} text */
const questionsMeant = async (text) => (await meant(text)).slice(0, 5).map(({ name: uid, title, asks }) => ({ label: "Questions", uid, name: title, said: asks, form: "question", by: "" }));

/** @param {string} question */
function showQuestion(question) {
  change({ tab: "questions", question });
  trying(draw);
}

/** Sets the page up in its language. */
async function start() {
  speakChinese(state.zh);
  document.querySelector(".skip")?.replaceChildren(word("Skip to the chains"));
  fill(at("dialog"), button("×", () => at("dialog").close(), { class: "close", "aria-label": word("Close") }), el("div", { id: "dialog-words" }));
  fill(at("board"), filterPlace, view);
  canvas = new Canvas({ look, changed: () => trying(draw), between: (start, end) => further({ do: "paths", start, end, grade: "E3" }), report: () => askReport(model, asView, decide) });
  const box = new SearchBox(at("search"), { label: word("Search names, numbers, pinyin, words of records"), records: true, beside: questionsMeant, choose: (hit) => {
    if (hit.label === "Questions") return showQuestion(hit.uid);
    openThing(hit.uid);
    if (hit.form && !["Rule", "List", "Document", "Classification"].includes(hit.label)) further({ do: "chains", uid: hit.uid });
  } });
  document.onkeydown = (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(/** @type {Element} */ (event.target).tagName)) {
      event.preventDefault();
      box.input.focus();
    }
    if (event.key === "Escape" && state.seen && !at("dialog").open) at("panel").querySelector(".close")?.click();
    walkTabs(event);
  };
  await trying(async () => {
    fill(view, waiting());
    status = await opened(view);
    if (!status.records && state.tab === "chains") change({ tab: "sources" }, true);
    if (status.records && !state.steps.length) change({ steps: [{ do: "chains", uid: "" }] }, true);
    await head();
    await show();
  });
}

/** Shows what the address says, from the beginning. */
async function show() {
  await replay(model);
  makeRoom();
  canvas.returning = true;
  await draw();
  showPathStart(headDoors);
  await openSeen("");
}

/** Goes to the state of another address: one step back or forth, or a saved view. */
function go() {
  if (state.zh === isChinese()) trying(show);
  else start();
}

addEventListener("popstate", () => { restore(location.hash); go(); });
start();

// The drawing in the explorer: cards and lines, time below, and the table that says it all.

import { announce, el, fill, name } from "./dom.js";
import { drawn, groupOf, pairsOf } from "./drawn.js";
import { Toolbar } from "./toolbar.js";
import { change, state } from "./state.js";
import { counted, isChinese, word } from "./words.js";
import { bounds } from "../view/geometry.js";
import { GraphView } from "../view/graph_view.js";
import { Histogram } from "../view/histogram.js";
import { TableTwin } from "../view/table_twin.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {{look: (seen: string, onto?: string) => void, changed: () => void, between: (a: string, b: string) => void, report: () => void}} Doors */

const STEP_KEYS = /** @type {Record<string, () => void>} */ ({ z: () => history.back(), y: () => history.forward(), Z: () => history.forward() });

const REST_MS = 400;
const NARROW = 960; // as the style sheet has it
const MOST_PRINTED = 2000;

/** What is seen anew when it changes: where the view begins, and what it looks at alone. */
const sceneNow = () => JSON.stringify([state.focus, state.steps[0] ?? null]);

export class Canvas {
  /** @param {Doors} doors */
  constructor(doors) {
    const language = isChinese() ? "zh" : "en";
    this.doors = doors;
    this.scene = "";
    this.needs = 0;
    this.pressed = ""; // what was made for paper
    this.returning = false; // to a view as the address has it
    /** @type {string[]} */ this.picked = [];
    /** @type {import("./drawn.js").Drawn | null} */ this.now = null;
    /** @type {Model | null} */ this.model = null;
    this.toolbar = new Toolbar(this);
    this.sheet = el("div", { class: "sheet" });
    this.paper = el("img", { class: "paper", alt: "" });
    this.time = el("div", { class: "time", role: "group", "aria-label": word("Time") });
    this.count = el("p", { class: "faint count" });
    this.legend = el("details", { class: "legend" });
    this.rows = el("div", { class: "scroll twins", tabindex: "0", role: "group", "aria-label": word("The drawing as a table") });
    this.element = el("section", { class: "canvas", "aria-label": word("Drawing"), onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event) }, this.toolbar.element, this.sheet, this.paper, this.time, this.count, this.legend, this.rows);
    this.view = new GraphView(this.sheet, { language });
    this.twin = new TableTwin(this.rows, { language, model: this.view.model });
    this.slider = new Histogram(this.time, { language });
    this.element.canvas = this; // for who asks the console, and for tests
    this.listen();
  }

  listen() {
    const { view, twin, slider, doors } = this;
    view.on("select", (names) => this.pick(names));
    view.on("lasso", (names) => announce(`${names.length} ${word("selected")}`));
    view.on("tap", (seen) => doors.look(seen));
    view.on("open", (seen) => doors.look(seen, ".panel"));
    view.on("expand", (uid) => doors.look(uid, ".expand"));
    view.on("hide", () => this.hide());
    view.on("drop", (uids) => this.arrange({ pins: [...new Set([...state.pins, ...uids])] }));
    view.on("move", () => this.arrange());
    twin.on("select", (names) => {
      view.select(names);
      view.reveal(names[0]);
      this.pick(names);
      doors.look(names[1] ?? names[0]);
    });
    slider.on("change", ([since, until]) => {
      const { since: _, until: __, ...others } = state.filters;
      change({ filters: { ...others, ...(since && { since: [since] }), ...(until && { until: [until] }) } });
      doors.changed();
    });
    view.on("drawn", () => this.rest());
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const isWriting = /^(INPUT|TEXTAREA|SELECT)$/.test(/** @type {Element} */ (event.target).tagName);
    const act = (event.ctrlKey || event.metaKey) && !isWriting && STEP_KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** Draws what the model holds and the view lets through. @param {Model} model */
  draw(model) {
    this.model = model;
    this.now = drawn(model);
    const { view, now } = this;
    view.recolour();
    view.set(now.parts, { spots: this.spots(), pinned: state.pins, nodes: now.nodes, edges: now.edges });
    for (const [uid, more] of now.more) view.mark(uid, { more });
    const scene = sceneNow();
    const isNew = scene !== this.scene;
    this.grow(isNew);
    if (isNew) this.begin();
    this.scene = scene;
    this.returning = false;
    this.twin.render();
    this.slider.set(model.dates(), [state.filters.since?.[0] ?? "", state.filters.until?.[0] ?? ""]);
    this.say(model);
    const isThere = (/** @type {string} */ one) => [view.model.nodes.get(one), view.model.edges.get(one)].some((found) => found?.hidden === false);
    const left = [...view.selected].filter(isThere);
    view.select(left.length || !state.seen ? left : [state.seen]);
    this.pick([...view.selected]);
    if (isNew && !state.camera.length) view.reveal(state.seen);
  }

  /** Looks at the beginning, or at what the address says. */
  begin() {
    this.view.begin();
    if (!this.returning) change({ camera: [] }, true);
    else if (state.camera.length) point(this.view, state.camera);
  }

  /** Keeps what the camera sees in the address, once a hand has moved it. */
  keepCamera() {
    const seen = this.view.isHome() ? [] : aim(this.view);
    if (state.tab === "drawing" && String(seen) !== String(state.camera)) change({ camera: seen }, true);
  }

  /** What is made once the drawing rests, and not at every step of a hand. */
  rest() {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      if (!this.element.isConnected) return;
      this.keepCamera();
      this.press();
    }, REST_MS);
  }

  /** Makes what paper shows in place of the canvas: all of it, as shapes, in the inks of
   * paper; only where it is another drawing than the one that was made last. */
  press() {
    const { view } = this;
    const drawing = String([...view.nodes.map(({ thing, x, y }) => [thing.uid, x, y]), ...view.edges.map(({ relation }) => relation.key)]);
    if (view.nodes.length > MOST_PRINTED || drawing === this.pressed) return;
    this.pressed = drawing;
    URL.revokeObjectURL(this.paper.src);
    this.paper.src = URL.createObjectURL(new Blob([view.svg()], { type: "image/svg+xml" }));
    this.paper.alt = this.count.textContent ?? "";
  }

  /** Gives a small drawing a small sheet; it grows with what comes, and never shrinks.
   * @param {boolean} isNew */
  grow(isNew) {
    const { top, bottom } = bounds(this.view.nodes);
    this.needs = Math.max(isNew ? 0 : this.needs, bottom - top + 80);
    this.sheet.style.setProperty("--needs", `${this.needs}px`);
    this.view.resize();
  }

  /** Where things were put by hand, in this view or among the chains looked at alone. */
  spots() {
    return state.focus.length ? state.stand : state.spots;
  }

  /** Where everything stands now, as the state keeps it. */
  places() {
    return { [state.focus.length ? "stand" : "spots"]: this.view.positions() };
  }

  /** Keeps where everything stands now.
   * @param {Partial<import("./state.js").State>} [changes] @param {boolean} [stay] */
  arrange(changes = {}, stay = false) {
    change({ ...changes, ...this.places() }, stay);
    this.toolbar.draw();
  }

  /** Where everything stands, if it is what is looked at that was drawn. */
  held() {
    return this.scene === sceneNow() && this.view.model.nodes.size ? this.places() : {};
  }

  /** Lets nothing move by what comes next, though more or less of it may come. */
  hold() {
    change(this.held(), true);
  }

  /** @param {string[]} names of things and relations */
  pick(names) {
    this.picked = names;
    this.twin.select(names);
    this.toolbar.draw();
  }

  /** Leads the eye to what came beside a thing. @param {string} beside @param {string[]} fresh */
  show(beside, fresh) {
    if (state.tab !== "drawing") return;
    const names = fresh.length ? fresh : [beside];
    this.bring();
    this.view.select(names);
    this.pick(names);
    this.view.reveal(names[0]);
  }

  /** Where the panel lies over the page, the drawing comes up beside it. */
  bring() {
    if (innerWidth < NARROW) this.sheet.scrollIntoView({ block: "start" });
  }

  /** @param {string[]} names as a person's hand would */
  choose(names) {
    this.view.pick(names);
    announce(`${names.length} ${word("selected")}`);
  }

  /** The selected things, without relations. */
  things() {
    return this.picked.filter((one) => this.view.model.nodes.has(one));
  }

  hide() {
    if (this.picked.length) this.alter({ hidden: [...new Set([...state.hidden, ...this.picked])] }, `${this.picked.length} ${word("hidden")}`);
  }

  /** @param {boolean} pinned */
  pin(pinned) {
    const uids = new Set(this.things());
    const others = state.pins.filter((uid) => !uids.has(uid));
    this.alter({ ...this.places(), pins: pinned ? [...others, ...uids] : others }, `${uids.size} ${word(pinned ? "pinned" : "free")}`);
  }

  /** Makes one card of the tenders of a pair: of those selected, or of every pair. */
  group() {
    const pairs = pairsOf(/** @type {Model} */ (this.model));
    const many = new Set([...Map.groupBy(pairs.values(), (pair) => pair)].filter(([, some]) => some.length > 1).map(([pair]) => pair));
    const uids = new Set(this.things());
    const isMeant = (/** @type {string} */ tender, /** @type {string} */ pair) => uids.has(tender) || pair.split(" ").every((end) => uids.has(end));
    const meant = [...pairs].filter(([tender, pair]) => many.has(pair) && (!uids.size || isMeant(tender, pair))).map(([, pair]) => pair);
    if (!meant.length) return announce(word("No two tenders here have one institution and one supplier."));
    this.alter({ direct: false, groups: [...new Set([...state.groups, ...meant])].sort() }, `${new Set(meant).size} ${word("grouped")}`);
  }

  /** Takes groups apart: those selected, or all. */
  ungroup() {
    const uids = this.things().filter((uid) => uid.startsWith("group:")).map((uid) => uid.slice("group:".length));
    this.alter({ groups: uids.length ? state.groups.filter((pair) => !uids.includes(pair)) : [] }, word("taken apart"));
  }

  /** Looks at the chains through what is selected, and at nothing else. */
  alone() {
    const folds = this.now?.folds ?? new Map();
    const names = new Set(this.picked.flatMap((one) => (one.startsWith("group:") ? groupOf(folds, one).tenders : [one])));
    const chains = this.model?.shownChains().filter(({ hops }) => hops.some((/** @type {any} */ hop) => [hop.key, hop.from_uid, hop.to_uid].some((one) => names.has(one)))) ?? [];
    if (!chains.length) return announce(word("Nothing was found."));
    this.alter({ focus: chains.map(({ key }) => key), stand: {} }, counted(chains.length, "chain"));
  }

  /** A step of the view: kept, drawn, said.
   * @param {Partial<import("./state.js").State>} changes @param {string} words */
  alter(changes, words) {
    change(changes);
    this.doors.changed();
    announce(words);
  }

  /** How much is drawn, what is not, and what lines mean. @param {Model} model */
  say(model) {
    const { nodes, edges } = this.view;
    fill(this.count, `${counted(nodes.length, "thing")}, ${counted(edges.length, "relation")}`, model.notes.map((one) => ` · ${one}`));
    const grades = new Map([...model.chains.values()].map((chain) => [chain.grade, chain.grade_words]));
    fill(this.legend, el("summary", {}, word("Legend")), el("ul", {}, [...grades].sort().map(([grade, words]) => el("li", { class: `grade g-${grade}` }, el("i", { class: "line", "aria-hidden": "true" }), grade, el("span", { class: "grade-words" }, name(word(words))))),
      el("li", {}, `▷ ${word("hollow tip: only sought, named or inferred")}`), el("li", {}, `+37 ${word("relations that are not drawn")}`), el("li", {}, word("Shift and drag: lasso. Ctrl and click: one more. Ctrl and wheel: closer."))));
  }
}

/** What the camera sees: the middle, and how near. @param {GraphView} view @returns {number[]} */
function aim({ camera: { scale, x, y, width, height } }) {
  return [Math.round((width / 2 - x) / scale), Math.round((height / 2 - y) / scale), Math.round(scale * 1000) / 1000];
}

/** @param {GraphView} view @param {number[]} seen as `aim` says it */
function point(view, [middle, level, scale]) {
  const { camera } = view;
  Object.assign(camera, { scale, x: camera.width / 2 - middle * scale, y: camera.height / 2 - level * scale });
  view.request();
}

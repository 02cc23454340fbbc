// The drawing: a canvas for what rests, one above it for what is picked or moves.

import { bounds, CARD, route } from "./geometry.js";
import { figure, picture } from "./figure.js";
import { listenKeys } from "./keys.js";
import { Model } from "./model.js";
import { paintOverlay } from "./overlay.js";
import { Painter } from "./painter.js";
import { build, placeNew, tidyAround } from "./placing.js";
import { listenPointer } from "./pointing.js";
import { setStage } from "./stage.js";
import { colours, printed, sentenceOf } from "./theme.js";

/** @typedef {import("./model.js").Node} Node */
/** @typedef {import("./model.js").Thing} Thing */
/** @typedef {import("./model.js").Relation} Relation */

const FLUENT_MS = 10;
const REST_MS = 120;
const READABLE = 0.75;
const FITTING = 0.6;
const FEW = 500;
const DENSE = 60;

export class GraphView {
  /** @param {HTMLElement} element @param {{language?: "zh" | "en"}} [options] */
  constructor(element, { language = "en" } = {}) {
    this.element = element;
    this.language = language;
    this.model = new Model();
    this.camera = { scale: 1, x: 0, y: 0, width: 0, height: 0 };
    /** @type {Set<string>} */ this.selected = new Set();
    this.here = ""; // the card that the keyboard is at
    /** @type {Set<Node>} what is being moved */ this.moving = new Set();
    /** @type {[number, number][]} */ this.loop = [];
    this.lassoing = false;
    this.handlers = new Map();
    /** @type {Node[]} those shown */ this.nodes = [];
    /** @type {import("./model.js").Edge[]} those shown */ this.edges = [];
    this.cost = 0;
    Object.assign(this, setStage(element, language));
    this.recolour();
    listenPointer(this);
    listenKeys(this);
    new ResizeObserver(() => this.resize()).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    this.resize();
  }

  recolour() {
    this.inks = colours(this.element);
    this.painter = new Painter(this.base.getContext("2d"), this.inks, this.language);
    this.above = new Painter(this.front.getContext("2d"), this.inks, this.language);
    if (this.camera.width) this.draw();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) return;
    const first = !this.camera.width;
    const grew = width > this.camera.width;
    this.dots = Math.min(2, devicePixelRatio || 1);
    Object.assign(this.camera, { width, height });
    for (const canvas of [this.base, this.front]) {
      canvas.width = Math.round(width * this.dots);
      canvas.height = Math.round(height * this.dots);
    }
    if (first || (grew && this.isHome())) this.begin();
    else this.draw();
  }

  /** Add what is new, beside something; nothing that is placed moves.
   * @param {{nodes?: Thing[], edges?: Relation[]}} part @param {{beside?: string}} [near] */
  add(part, { beside = "" } = {}) {
    const placed = this.model.shown().filter((node) => node.placed);
    const fresh = this.model.add(part);
    placeNew(fresh, placed, this.model.nodes.get(beside));
    this.change();
    if (!placed.length) this.begin();
  }

  clear() {
    this.model.clear();
    this.selected.clear();
    this.change();
  }

  /** Show what was added part by part: the same parts always come to stand alike.
   * What is not in `nodes` or `edges`, if given, keeps its place unseen.
   * @param {import("./placing.js").Part[]} parts
   * @param {{spots?: Record<string, [number, number]>, pinned?: string[], nodes?: Set<string>, edges?: Set<string>}} [how] */
  set(parts, { spots = {}, pinned = [], nodes, edges } = {}) {
    const isFirst = !this.nodes.length;
    build(this.model, parts, spots, new Set(pinned));
    for (const [uid, node] of this.model.nodes) node.hidden = Boolean(nodes && !nodes.has(uid));
    for (const [key, edge] of this.model.edges) edge.hidden = Boolean(edges && !edges.has(key));
    this.change();
    if (isFirst) this.begin();
  }

  /** Lay everything out anew, but for what is pinned. */
  tidy() {
    tidyAround([...this.model.nodes.values()]);
    this.change();
    this.begin();
    this.emit("move", this.positions());
  }

  /** Select nodes by uid and edges by key. @param {Iterable<string>} names */
  select(names) {
    this.selected = new Set(names);
    const uid = [...this.selected].findLast((name) => this.model.nodes.has(name));
    if (uid || !this.selected.size) this.here = uid ?? "";
    this.overlay();
  }

  /** As a person's hand does it: selects, and tells who listens. @param {string[]} names */
  pick(names) {
    this.select(names);
    this.announce(names[0] ?? "");
    this.emit("select", [...this.selected]);
  }

  /** Read a node or an edge aloud. @param {string} name */
  announce(name) {
    this.said.textContent = this.sentence(name) || this.said.textContent;
  }

  /** Say a node or an edge in words; '' for what is not there. @param {string} name */
  sentence(name) {
    const found = this.model.nodes.get(name) ?? this.model.edges.get(name);
    return found ? sentenceOf(found, this.language) : "";
  }

  /** Bring a node into sight, if it is not. @param {string} uid */
  reveal(uid) {
    const { camera } = this;
    const node = this.model.nodes.get(uid);
    if (!node || !camera.width) return;
    const [x, y] = [node.x * camera.scale + camera.x, node.y * camera.scale + camera.y];
    if (x > 60 && x < camera.width - 60 && y > 30 && y < camera.height - 30) return;
    camera.x += camera.width / 2 - x;
    camera.y += camera.height / 2 - y;
    this.request();
  }

  /** @param {Iterable<string>} uids @param {boolean} [pinned] */
  pin(uids, pinned = true) {
    for (const uid of uids) this.change1(uid, { pinned });
    this.draw();
  }

  /** @param {Iterable<string>} uids @param {boolean} [hidden] */
  hide(uids, hidden = true) {
    for (const uid of uids) this.change1(uid, { hidden });
    this.change();
  }

  /** Say on a card how much of it is not shown. @param {string} uid @param {{more: number}} mark */
  mark(uid, { more = 0 }) {
    this.change1(uid, { more });
    this.request();
  }

  change1(uid, values) {
    const node = this.model.nodes.get(uid);
    if (node) Object.assign(node, values);
  }

  /** @returns {Record<string, [number, number]>} */
  positions() {
    const spot = ({ thing, x, y }) => [thing.uid, [Math.round(x), Math.round(y)]];
    return Object.fromEntries([...this.model.nodes.values()].map(spot));
  }

  /** @param {Record<string, [number, number]>} spots */
  place(spots) {
    for (const [uid, [x, y]] of Object.entries(spots)) this.change1(uid, { x, y, placed: true });
    this.change();
  }

  /** Bring everything into sight, however small. */
  fit() {
    const { left, right, top, bottom } = bounds(this.model.shown());
    const { width, height } = this.camera;
    this.look(Math.max(0.004, Math.min(1.25, (width - 24) / (right - left), (height - 24) / (bottom - top))));
  }

  /** Bring everything into sight, or the beginning where all would be too small to read. */
  begin() {
    this.fit();
    const { left, right } = bounds(this.model.shown());
    if (this.camera.scale < FITTING && this.nodes.length <= FEW) this.look(Math.min(1, Math.max(READABLE, (this.camera.width - 24) / (right - left))));
    this.home = { ...this.camera };
  }

  /** Whether no hand has moved the camera since the beginning. */
  isHome() {
    return ["scale", "x", "y"].every((one) => this.camera[one] === this.home?.[one]);
  }

  /** Look at the middle at a scale, or at the left and top of what is larger than the sheet,
   * so that something of the first column is in sight. @param {number} scale */
  look(scale) {
    const shown = this.model.shown();
    const { left, right, bottom, ...box } = bounds(shown);
    const { width, height } = this.camera;
    const first = Math.min(...shown.filter(({ x }) => x < left + CARD.width).map(({ y }) => y));
    const top = Math.max(box.top, Math.min(first, bottom) - (height * 0.6) / scale);
    const from = (start, end, room) =>
      (end - start) * scale > room ? 12 - start * scale : room / 2 - ((start + end) / 2) * scale;
    Object.assign(this.camera, { scale, x: from(left, right, width), y: from(top, bottom, height) });
    this.draw();
  }

  /** Zoom about a point of the screen. @param {number} factor */
  zoom(factor, x = this.camera.width / 2, y = this.camera.height / 2) {
    const scale = Math.min(4, Math.max(0.004, this.camera.scale * factor));
    const by = scale / this.camera.scale;
    this.camera.x = x - (x - this.camera.x) * by;
    this.camera.y = y - (y - this.camera.y) * by;
    this.camera.scale = scale;
    this.request();
  }

  /** What is shown or where it stands has changed: lines run anew. */
  change() {
    this.nodes = this.model.shown();
    this.edges = this.model.lines();
    route(this.edges, this.nodes);
    this.request();
  }

  request() {
    if (this.asked) return;
    this.asked = requestAnimationFrame(() => this.draw(true));
  }

  /** Draw everything; while the camera moves over much, only shift what was drawn.
   * @param {boolean} [moves] */
  draw(moves = false) {
    cancelAnimationFrame(this.asked);
    this.asked = 0;
    clearTimeout(this.rest);
    const { camera, drawn } = this;
    if (!camera.width) return;
    if (moves && this.cost > FLUENT_MS && drawn && this.panning) {
      const by = camera.scale / drawn.scale;
      this.base.style.transform = `translate(${camera.x - drawn.x * by}px, ${camera.y - drawn.y * by}px) scale(${by})`;
      this.rest = setTimeout(() => this.draw(), REST_MS);
      this.overlay();
      return;
    }
    const began = performance.now();
    const moving = this.moving;
    this.wipe(this.base, this.painter.pen);
    const stays = ({ from, to }) => !moving.has(from) && !moving.has(to);
    const still = moving.size ? this.nodes.filter((node) => !moving.has(node)) : this.nodes;
    this.painter.paint(camera, moving.size ? this.edges.filter(stays) : this.edges, still);
    this.base.style.transform = "";
    this.drawn = { ...camera };
    this.cost = performance.now() - began;
    this.overlay();
    this.emit("drawn", this.cost);
  }

  wipe(canvas, pen) {
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.setTransform(this.dots, 0, 0, this.dots, 0, 0);
  }

  overlay() {
    this.base.style.opacity = this.selected.size && this.edges.length > DENSE ? "0.55" : "1";
    this.wipe(this.front, this.above.pen);
    paintOverlay(this);
  }

  /** @returns {string} the drawing as an SVG file, in the colours of paper */
  svg() {
    return figure(this.nodes, this.edges, this.language, printed());
  }

  /** @returns {Promise<Blob>} the whole drawing as a picture, in the colours of paper */
  png() {
    return picture(this.nodes, this.edges, this.language, printed());
  }

  /** @param {"select" | "tap" | "open" | "expand" | "hide" | "drop" | "move" | "lasso" | "drawn"} name @param {(detail: any) => void} handler */
  on(name, handler) {
    if (!this.handlers.has(name)) this.handlers.set(name, []);
    this.handlers.get(name).push(handler);
  }

  /** @param {string} name @param {unknown} detail */
  emit(name, detail) {
    for (const handler of this.handlers.get(name) ?? []) handler(detail);
  }
}

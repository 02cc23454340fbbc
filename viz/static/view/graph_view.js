// The drawing: a canvas for what rests, one above it for what is picked or moves.

import { bounds, route } from "./geometry.js";
import { figure, picture } from "./figure.js";
import { listenKeys } from "./keys.js";
import { Model } from "./model.js";
import { paintOverlay } from "./overlay.js";
import { Painter } from "./painter.js";
import { placeNew, standPaths, tidy } from "./placing.js";
import { listenPointer } from "./pointing.js";
import { captionOf, colours, namesOf, printed } from "./theme.js";

/** @typedef {import("./model.js").Node} Node */
/** @typedef {import("./model.js").Thing} Thing */
/** @typedef {import("./model.js").Relation} Relation */

const FLUENT_MS = 10;
const REST_MS = 120;
const READABLE = 0.6;
const FEW = 120;

export class GraphView {
  /** @param {HTMLElement} element @param {{language?: "zh" | "en", columns?: boolean}} [options] */
  constructor(element, { language = "en" } = {}) {
    this.element = element;
    this.language = language;
    this.model = new Model();
    this.camera = { scale: 1, x: 0, y: 0, width: 0, height: 0 };
    /** @type {Set<string>} */ this.selected = new Set();
    /** @type {Set<Node>} what is being moved */ this.moving = new Set();
    /** @type {[number, number][]} */ this.loop = [];
    this.handlers = new Map();
    /** @type {Node[]} those shown */ this.nodes = [];
    /** @type {import("./model.js").Edge[]} those shown */ this.edges = [];
    this.cost = 0;
    this.stage();
    listenPointer(this);
    listenKeys(this);
    new ResizeObserver(() => this.resize()).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    this.resize();
  }

  /** Make the canvases and the line that is read aloud. */
  stage() {
    const make = (name) => {
      const made = document.createElement(name);
      this.element.append(made);
      return made;
    };
    const fill = { position: "absolute", inset: "0", width: "100%", height: "100%" };
    Object.assign(this.element.style, { position: "relative", overflow: "hidden" });
    this.base = /** @type {HTMLCanvasElement} */ (make("canvas"));
    this.front = /** @type {HTMLCanvasElement} */ (make("canvas"));
    Object.assign(this.base.style, fill, { transformOrigin: "0 0" });
    Object.assign(this.front.style, fill, { touchAction: "none" });
    this.base.setAttribute("aria-hidden", "true");
    this.front.tabIndex = 0;
    this.front.setAttribute("role", "application");
    this.front.setAttribute("aria-label", this.language === "zh"
      ? "关系图：方向键移动，回车打开，加号展开；下方表格内容相同"
      : "Drawing: arrow keys walk, Enter opens, + expands; the table says the same");
    this.said = make("p");
    this.said.setAttribute("aria-live", "polite");
    Object.assign(this.said.style, {
      position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", margin: "0",
    });
    this.recolour();
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
    this.dots = Math.min(2, devicePixelRatio || 1);
    Object.assign(this.camera, { width, height });
    for (const canvas of [this.base, this.front]) {
      canvas.width = Math.round(width * this.dots);
      canvas.height = Math.round(height * this.dots);
    }
    if (first) this.fit();
    else this.draw();
  }

  /** Add what is new, beside something; nothing that is placed moves.
   * @param {{nodes?: Thing[], edges?: Relation[]}} part @param {{beside?: string}} [near] */
  add(part, { beside = "" } = {}) {
    const placed = this.model.shown().filter((node) => node.placed);
    const fresh = this.model.add(part);
    placeNew(fresh, placed, this.model.nodes.get(beside));
    this.change();
    if (!placed.length) this.fit();
  }

  /** @param {Iterable<string>} uids */
  remove(uids) {
    this.model.remove(uids);
    this.change();
  }

  clear() {
    this.model = new Model();
    this.selected.clear();
    this.change();
  }

  /** Lay everything out anew, but for what is pinned. */
  tidy() {
    const nodes = this.model.shown();
    const kept = new Map(nodes.filter(({ pinned }) => pinned).map((node) => [node, [node.x, node.y]]));
    tidy(nodes);
    for (const [node, [x, y]] of kept) Object.assign(node, { x, y });
    this.change();
    this.fit();
    this.emit("move", this.positions());
  }

  /** Show nothing but some paths, as columns. @param {{nodes: string[], edges: string[]}[]} paths */
  columns(paths) {
    const kept = new Set(standPaths(this.model.nodes, paths));
    for (const node of this.model.nodes.values()) node.hidden = !kept.has(node);
    this.change();
    this.fit();
    this.emit("move", this.positions());
  }

  /** Select nodes by uid and edges by key. @param {Iterable<string>} names */
  select(names) {
    this.selected = new Set(names);
    this.overlay();
  }

  /** As a person's hand does it: selects, and tells who listens. @param {string[]} names */
  pick(names) {
    this.select(names);
    this.announce(names[0] ?? "");
    this.emit("select", [...this.selected]);
  }

  /** Read a node aloud. @param {string} uid */
  announce(uid) {
    const node = this.model.nodes.get(uid);
    if (!node) return;
    const [name, other] = namesOf(node, this.language);
    const more = node.more ? `+${node.more}` : "";
    this.said.textContent = [captionOf(node, this.language), name, other, more].filter(Boolean).join(", ");
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

  /** Bring everything, or some nodes, into sight. @param {Iterable<string>} [uids] */
  fit(uids) {
    const wanted = uids ? [...uids].map((uid) => this.model.nodes.get(uid)).filter(Boolean) : this.model.shown();
    const { left, right, top, bottom } = bounds(wanted);
    const { width, height } = this.camera;
    const scale = Math.min(1.25, (width - 24) / (right - left), (height - 24) / (bottom - top));
    const legible = scale < READABLE && wanted.length <= FEW && wanted.length > 0;
    this.camera.scale = legible ? READABLE : Math.max(scale, 0.004);
    // Where all would be too small to read, the beginning is shown at a size that can be.
    const from = (start, end, room) => {
      const middle = room / 2 - ((start + end) / 2) * this.camera.scale;
      return legible && (end - start) * this.camera.scale > room ? 12 - start * this.camera.scale : middle;
    };
    this.camera.x = from(left, right, width);
    this.camera.y = from(top, bottom, height);
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

  /** @param {"select" | "open" | "expand" | "move" | "lasso" | "drawn"} name @param {(detail: any) => void} handler */
  on(name, handler) {
    if (!this.handlers.has(name)) this.handlers.set(name, []);
    this.handlers.get(name).push(handler);
  }

  /** @param {string} name @param {unknown} detail */
  emit(name, detail) {
    for (const handler of this.handlers.get(name) ?? []) handler(detail);
  }
}

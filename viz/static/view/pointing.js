// Mouse, pen and fingers on the drawing: pick, drag, pan, pinch, lasso.

import { CARD, samples } from "./geometry.js";
import { NEAR } from "./painter.js";

/** @typedef {import("./graph_view.js").GraphView} GraphView */
/** @typedef {[number, number]} Spot */

const STILL = 4;

/** @param {GraphView} view */
export function listenPointer(view) {
  const { front } = view;
  /** @type {Map<number, Spot>} */ const down = new Map();
  let [mode, start, moved, apart] = ["", /** @type {Spot} */ ([0, 0]), false, 0];
  const spotOf = (event) => {
    const box = front.getBoundingClientRect();
    return /** @type {Spot} */ ([event.clientX - box.left, event.clientY - box.top]);
  };

  front.addEventListener("pointerdown", (event) => {
    front.setPointerCapture(event.pointerId);
    const spot = spotOf(event);
    down.set(event.pointerId, spot);
    if (down.size === 2) {
      [mode, apart] = ["pinch", distance(...down.values())];
      return;
    }
    [start, moved] = [spot, false];
    const node = nodeAt(view, spot);
    mode = event.shiftKey || view.lassoing ? "lasso" : node ? "drag" : "pan";
    view.held = node;
  });

  front.addEventListener("pointermove", (event) => {
    const spot = spotOf(event);
    const last = down.get(event.pointerId);
    if (!last) {
      hover(view, spot);
      return;
    }
    down.set(event.pointerId, spot);
    if (!moved && distance(start, spot) < STILL) return;
    moved = true;
    const step = /** @type {Spot} */ ([spot[0] - last[0], spot[1] - last[1]]);
    if (mode === "pinch" && down.size === 2) {
      const [a, b] = [...down.values()];
      view.panning = true;
      view.zoom(distance(a, b) / apart, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
      apart = distance(a, b);
    } else if (mode === "pan") pan(view, step);
    else if (mode === "drag") drag(view, step);
    else if (mode === "lasso") {
      view.loop.push(spot);
      view.overlay();
    }
  });

  const lift = (event) => {
    if (!down.delete(event.pointerId)) return;
    if (mode === "drag" && moved) drop(view);
    else if (mode === "lasso" && moved) catchLoop(view);
    else if (!moved && mode !== "pinch") click(view, start, event.ctrlKey || event.metaKey);
    if (view.panning) view.draw();
    view.panning = false;
    mode = down.size ? "pan" : "";
  };
  front.addEventListener("pointerup", lift);
  front.addEventListener("pointercancel", lift);
  front.addEventListener("dblclick", (event) => {
    const node = nodeAt(view, spotOf(event));
    if (node) view.emit("open", node.thing.uid);
  });
  front.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !view.front.matches(":focus")) return;
    event.preventDefault();
    view.panning = true;
    view.zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY)) * 0.0025), ...spotOf(event));
  }, { passive: false });
}

/** Show that something can be picked, and what it says. @param {GraphView} view @param {Spot} spot */
function hover(view, spot) {
  const name = nameAt(view, spot);
  view.front.style.cursor = name ? "pointer" : view.lassoing ? "crosshair" : "grab";
  if (view.front.dataset.over === name) return;
  view.front.dataset.over = name;
  view.front.title = view.sentence(name).slice(0, 300);
}

/** @param {GraphView} view @param {Spot} spot @returns {string} the uid or key of what is there, or '' */
function nameAt(view, spot) {
  return nodeAt(view, spot)?.thing.uid ?? edgeAt(view, spot)?.relation.key ?? "";
}

/** @param {GraphView} view @param {Spot} step */
function pan(view, [x, y]) {
  view.camera.x += x;
  view.camera.y += y;
  view.panning = true;
  view.request();
}

/** Move what is held, and with it all that is selected together with it. */
function drag(view, [x, y]) {
  if (!view.moving.size) {
    const chosen = view.selected.has(view.held.thing.uid) ? [...view.selected] : [view.held.thing.uid];
    view.moving = new Set(chosen.map((uid) => view.model.nodes.get(uid)).filter(Boolean));
    view.draw();
  }
  for (const node of view.moving) {
    node.x += x / view.camera.scale;
    node.y += y / view.camera.scale;
  }
  if (view.lifting) return;
  view.lifting = requestAnimationFrame(() => {
    view.lifting = 0;
    view.overlay();
  });
}

/** What was put somewhere by hand is pinned there. */
function drop(view) {
  const uids = [...view.moving].map(({ thing }) => thing.uid);
  view.moving = new Set();
  view.pin(uids);
  view.change();
  view.emit("drop", uids);
}

function click(view, spot, many) {
  const name = nameAt(view, spot);
  if (!name) return view.pick([]);
  if (!many) {
    view.pick([name]);
    return view.emit("tap", name);
  }
  const names = new Set(view.selected);
  if (!names.delete(name)) names.add(name);
  view.pick([...names]);
}

/** Select what the lasso holds. */
function catchLoop(view) {
  const { scale, x, y } = view.camera;
  const inside = view.nodes.filter((node) => holds(view.loop, node.x * scale + x, node.y * scale + y));
  view.loop = [];
  const names = inside.map(({ thing }) => thing.uid);
  view.pick(names);
  view.emit("lasso", names);
}

/** @returns {import("./model.js").Node | undefined} the topmost node at a spot */
export function nodeAt(view, [px, py]) {
  const { scale } = view.camera;
  const [x, y] = [(px - view.camera.x) / scale, (py - view.camera.y) / scale];
  const near = scale >= NEAR;
  const [width, height] = [near ? CARD.width / 2 : 9 / scale, near ? CARD.height / 2 : 9 / scale];
  return view.nodes?.findLast((node) => Math.abs(node.x - x) <= width && Math.abs(node.y - y) <= height);
}

/** @returns {import("./model.js").Edge | undefined} the line nearest to a spot, if one is near */
function edgeAt(view, [px, py]) {
  const { scale, x, y } = view.camera;
  let [best, least] = [undefined, 8];
  for (const edge of view.edges.length > 4000 ? [] : view.edges) {
    for (const [sx, sy] of samples(edge.points)) {
      const away = Math.hypot(sx * scale + x - px, sy * scale + y - py);
      if (away < least) [best, least] = [edge, away];
    }
  }
  return best;
}

/** @param {Spot} a @param {Spot} b */
function distance(a, b) {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** @param {Spot[]} loop @returns {boolean} whether a spot lies inside */
function holds(loop, x, y) {
  let inside = false;
  loop.forEach(([ax, ay], n) => {
    const [bx, by] = loop.at(n - 1);
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
}

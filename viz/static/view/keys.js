// The keyboard on the drawing: arrows walk, Enter opens, + expands, 0 fits.

import { CARD } from "./geometry.js";
import { across } from "./model.js";

/** @typedef {import("./graph_view.js").GraphView} GraphView */
/** @typedef {import("./model.js").Node} Node */

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {GraphView} view */
export function listenKeys(view) {
  view.front.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (press(view, event.key)) event.preventDefault();
  });
}

/** @param {GraphView} view @param {string} key @returns {boolean} whether it means something */
function press(view, key) {
  const uid = [...view.selected].find((name) => view.model.nodes.has(name));
  if (Object.hasOwn(WAYS, key)) walk(view, view.model.nodes.get(uid), WAYS[key]);
  else if (key === "Enter" && uid) view.emit("open", uid);
  else if (key === "+" && uid) view.emit("expand", uid);
  else if (key === "0") view.fit();
  else if (key === "PageUp") view.zoom(1.25);
  else if (key === "PageDown") view.zoom(0.8);
  else if (key === "Escape") view.pick([]);
  else return false;
  return true;
}

/** Go to the nearest neighbour on a side; up and down within the column. */
function walk(view, node, [right, down]) {
  const next = node ? nearest(candidates(view, node, right), node, right, down) : view.nodes?.[0];
  if (!next) return;
  view.pick([next.thing.uid]);
  reveal(view, next);
}

/** @returns {Node[]} */
function candidates(view, node, sideways) {
  if (!sideways) return view.nodes.filter(({ x }) => Math.abs(x - node.x) < CARD.width / 2);
  const joined = [...node.edges].map((edge) => across(node, edge));
  return joined.filter(({ hidden }) => !hidden);
}

/** @param {Node[]} nodes @param {Node} from @returns {Node | undefined} */
function nearest(nodes, from, right, down) {
  let [best, least] = [undefined, Infinity];
  for (const node of nodes) {
    const ahead = (node.x - from.x) * right + (node.y - from.y) * down;
    const aside = Math.abs((node.x - from.x) * down) + Math.abs((node.y - from.y) * right);
    if (node === from || ahead <= 0 || ahead + 2 * aside >= least) continue;
    [best, least] = [node, ahead + 2 * aside];
  }
  return best;
}

/** Bring a node into sight, if it is not. */
function reveal(view, { x, y }) {
  const { camera } = view;
  const [sx, sy] = [x * camera.scale + camera.x, y * camera.scale + camera.y];
  const seen = sx > 60 && sx < camera.width - 60 && sy > 30 && sy < camera.height - 30;
  if (seen) return;
  camera.x += camera.width / 2 - sx;
  camera.y += camera.height / 2 - sy;
  view.request();
}

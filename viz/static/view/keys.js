// The keyboard on the drawing: arrows walk, with Shift they gather; E goes along the
// relations, Enter opens, + expands, Delete hides, 0 fits.

import { CARD } from "./geometry.js";
import { across, isShown } from "./model.js";

/** @typedef {import("./graph_view.js").GraphView} GraphView */
/** @typedef {import("./model.js").Node} Node */

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {GraphView} view */
export function listenKeys(view) {
  view.front.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (press(view, event)) event.preventDefault();
  });
}

/** @param {GraphView} view @param {KeyboardEvent} event @returns {boolean} whether it means something */
function press(view, { key, shiftKey }) {
  const names = [...view.selected];
  const here = view.model.nodes.get(view.here);
  if (Object.hasOwn(WAYS, key)) walk(view, here, WAYS[key], shiftKey);
  else if (key === "Enter" && names.length) view.emit("open", names.at(-1));
  else if (key === "+" && here) view.emit("expand", view.here);
  else if (key.toLowerCase() === "e" && here) along(view, here, shiftKey ? -1 : 1);
  else if (key === "Delete" && names.length) view.emit("hide", names);
  else if (key === "0") view.fit();
  else if (key === "PageUp") view.zoom(1.25);
  else if (key === "PageDown") view.zoom(0.8);
  else if (key === "Escape") view.pick([]);
  else return false;
  return true;
}

/** Go to the nearest neighbour on a side; up and down within the column. */
function walk(view, node, [right, down], gathers) {
  const next = node && !node.hidden ? nearest(candidates(view, node, right), node, right, down) : view.nodes?.[0];
  if (!next) return;
  view.pick(gathers ? [...view.selected, next.thing.uid] : [next.thing.uid]);
  view.announce(next.thing.uid);
  view.reveal(next.thing.uid);
}

/** Go from one relation of a card to its next one; the keyboard stays at the card.
 * @param {GraphView} view @param {Node} node @param {number} way */
function along(view, node, way) {
  const keys = [...node.edges].filter(isShown).map(({ relation }) => relation.key);
  if (!keys.length) return;
  const at = keys.findIndex((key) => view.selected.has(key));
  const key = keys.at(at < 0 && way < 0 ? -1 : (at + way) % keys.length);
  view.pick([key]);
}

/** @returns {Node[]} */
function candidates(view, node, sideways) {
  if (!sideways) return view.nodes.filter(({ x }) => Math.abs(x - node.x) < CARD.width / 2);
  return [...node.edges].filter(isShown).map((edge) => across(node, edge));
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

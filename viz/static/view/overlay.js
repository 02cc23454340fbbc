// What is picked, what moves, and the lasso: painted above the drawing, which stays.

import { CARD, route } from "./geometry.js";
import { isShown } from "./model.js";

/** @typedef {import("./graph_view.js").GraphView} GraphView */
/** @typedef {import("./model.js").Node} Node */
/** @typedef {import("./model.js").Edge} Edge */

const MOST_PICKED = 400;
const MOST_WALLS = 2000;

/** @param {GraphView} view */
export function paintOverlay(view) {
  const { above, camera, moving, nodes } = view;
  const picked = pickedOf(view);
  const lit = litOf(view, picked);
  if (moving.size) route(lit, nodes.length > MOST_WALLS ? [] : nodes);
  const ends = [...lit].flatMap(({ from, to }) => [from, to]);
  above.paint(camera, [...lit], [...new Set([...picked, ...moving, ...ends])]);
  const { pen } = above;
  pen.save();
  pen.strokeStyle = view.inks.accent;
  pen.lineWidth = 2.2;
  for (const node of picked) ring(pen, camera, node);
  lasso(pen, view.loop);
  pen.restore();
}

/** @returns {Node[]} the selected nodes that are shown */
function pickedOf({ selected, model }) {
  return [...selected].map((name) => model.nodes.get(name)).filter((node) => node && !node.hidden);
}

/** @returns {Set<Edge>} the selected lines, and those of what is picked or moves */
function litOf({ selected, moving, edges }, picked) {
  if (picked.length > MOST_PICKED) return new Set();
  const lit = new Set(selected.size ? edges.filter(({ relation }) => selected.has(relation.key)) : []);
  for (const node of [...picked, ...moving]) {
    for (const edge of node.edges) if (isShown(edge)) lit.add(edge);
  }
  return lit;
}

function ring(pen, camera, { x, y }) {
  const width = Math.max((CARD.width + 6) * camera.scale, 12);
  const height = Math.max((CARD.height + 6) * camera.scale, 12);
  pen.beginPath();
  pen.roundRect(x * camera.scale + camera.x - width / 2, y * camera.scale + camera.y - height / 2, width, height, 5);
  pen.stroke();
}

function lasso(pen, loop) {
  if (!loop.length) return;
  pen.beginPath();
  loop.forEach(([x, y], n) => (n ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.closePath();
  pen.setLineDash([5, 3]);
  pen.stroke();
}

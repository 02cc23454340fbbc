// Where cards stand: in columns, few crossings, near what they belong to. Nothing random.

import { PITCH } from "./geometry.js";
import { across } from "./model.js";
import { columnOf } from "./theme.js";

/** @typedef {import("./model.js").Node} Node */
/** @typedef {{nodes?: import("./model.js").Thing[], edges?: import("./model.js").Relation[], beside?: string}} Part */

const SWEEPS = 10;
const TALL = 60;

/** Lay nodes out anew, from the left to the right.
 * @param {Node[]} nodes in reading order */
export function tidy(nodes) {
  const rows = new Map();
  for (const node of nodes) {
    const at = columnOf(node);
    if (!rows.has(at)) rows.set(at, []);
    rows.get(at).push(node);
  }
  const columns = [...rows.entries()].sort((a, b) => a[0] - b[0]).map(([, members]) => members);
  order(columns);
  let x = 0;
  const tallest = Math.max(TALL, Math.ceil(Math.sqrt(nodes.length) * 2.2));
  for (const members of columns) {
    const wide = Math.ceil(members.length / tallest);
    members.forEach((node, n) => {
      const row = Math.floor(n / wide);
      const count = Math.ceil(members.length / wide);
      node.x = x + (n % wide) * PITCH.x;
      node.y = (row - (count - 1) / 2) * PITCH.y;
      node.placed = true;
    });
    x += wide * PITCH.x;
  }
  if (nodes.length <= 1500) columns.forEach((members) => settle(members, tallest));
}

/** Order each column by the mean rank of its neighbours, forwards and backwards.
 * @param {Node[][]} columns */
function order(columns) {
  const rank = new Map();
  const rerank = (members) => members.forEach((node, n) => rank.set(node, (n + 0.5) / members.length));
  columns.forEach(rerank);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const members of sweep % 2 ? columns.toReversed() : columns) {
      const wanted = new Map(members.map((node) => [node, mean(node, (other) => rank.get(other))]));
      members.sort((a, b) => (wanted.get(a) ?? rank.get(a)) - (wanted.get(b) ?? rank.get(b)));
      rerank(members);
    }
  }
}

/** @param {Node} node @param {(node: Node) => number | undefined} value
 * @returns {number | undefined} the mean over its neighbours in other columns */
function mean(node, value) {
  let [sum, count] = [0, 0];
  for (const edge of node.edges) {
    const worth = value(across(node, edge));
    if (worth === undefined) continue;
    sum += worth;
    count += 1;
  }
  return count ? sum / count : undefined;
}

/** Move the cards of a column to the heights of their neighbours, keeping order and gaps.
 * @param {Node[]} members @param {number} tallest */
function settle(members, tallest) {
  if (members.length > tallest) return;
  const pools = [];
  members.forEach((node, n) => {
    const wanted = (mean(node, (other) => (other.placed ? other.y : undefined)) ?? node.y) - n * PITCH.y;
    let pool = { sum: wanted, count: 1 };
    while (pools.length && pools.at(-1).sum / pools.at(-1).count > pool.sum / pool.count) {
      const before = pools.pop();
      pool = { sum: pool.sum + before.sum, count: pool.count + before.count };
    }
    pools.push(pool);
  });
  let n = 0;
  for (const { sum, count } of pools) {
    for (let k = 0; k < count; k++, n++) members[n].y = sum / count + n * PITCH.y;
  }
}

/** Fill a model part by part: what has a spot stands there, what has not on a free one
 * beside what came before. A thing with `at` begins where that other thing stands.
 * @param {import("./model.js").Model} model @param {Part[]} parts
 * @param {Record<string, [number, number]>} spots @param {Set<string>} pinned */
export function build(model, parts, spots, pinned) {
  model.clear();
  for (const part of parts) {
    const placed = [...model.nodes.values()];
    const fresh = model.add(part);
    for (const node of fresh) {
      const { uid, at = "" } = node.thing;
      node.pinned = pinned.has(uid);
      const there = model.nodes.get(at);
      const [x, y] = Object.hasOwn(spots, uid) ? spots[uid] : there?.placed ? [there.x, there.y] : [];
      if (x !== undefined) Object.assign(node, { x, y, placed: true });
    }
    const homeless = fresh.filter((node) => !node.placed);
    placeNew(homeless, [...placed, ...fresh.filter((node) => node.placed)], model.nodes.get(part.beside ?? ""));
  }
}

/** Lay out what is shown; what is pinned stays, and what is hidden finds a place beside.
 * @param {Node[]} nodes */
export function tidyAround(nodes) {
  const [hidden, shown] = [nodes.filter((node) => node.hidden), nodes.filter((node) => !node.hidden)];
  const kept = new Map(shown.filter(({ pinned }) => pinned).map((node) => [node, [node.x, node.y]]));
  tidy(shown);
  for (const [node, [x, y]] of kept) Object.assign(node, { x, y });
  const taken = new Map();
  for (const { x, y } of kept.keys()) take(taken, x, y);
  for (const node of shown.filter((one) => kept.size && !one.pinned)) {
    node.y = freeHeight(taken, node.x, node.y);
    take(taken, node.x, node.y);
  }
  for (const node of hidden) node.placed = false;
  placeNew(hidden, shown, undefined);
}

/** Place new nodes on free spots of their columns; nothing that is placed moves.
 * @param {Node[]} fresh @param {Node[]} placed @param {Node | undefined} beside */
export function placeNew(fresh, placed, beside) {
  if (!placed.length) return tidy(fresh);
  if (!fresh.length) return;
  const columns = columnsAt(placed);
  const origin = originOf(placed);
  const taken = new Map();
  for (const { x, y } of placed) take(taken, x, y);
  for (const node of fresh) {
    const near = mean(node, (other) => (other.placed ? other.y : undefined)) ?? beside?.y ?? 0;
    const column = columnOf(node);
    const spots = (columns.get(column) ?? [origin + column * PITCH.x]).map((x) => ({ x, y: freeHeight(taken, x, near) }));
    const { x, y } = spots.reduce((best, spot) => (Math.abs(spot.y - near) < Math.abs(best.y - near) ? spot : best));
    Object.assign(node, { x, y, placed: true });
    take(taken, x, y);
  }
}

/** @param {Node[]} placed @returns {Map<number, number[]>} where each column stands, that
 * with most cards first; what a hand moved aside makes no column */
function columnsAt(placed) {
  const votes = new Map();
  for (const node of placed) {
    const column = columnOf(node);
    if (!votes.has(column)) votes.set(column, new Map());
    const places = votes.get(column);
    if (!node.pinned) places.set(node.x, (places.get(node.x) ?? 0) + 1);
  }
  const sorted = ([column, places]) => [column, [...places].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([x]) => x)];
  return new Map([...votes].map(sorted).filter(([, places]) => places.length));
}

/** @param {Node[]} placed @returns {number} the middle of column 0, as the placed ones have it */
function originOf(placed) {
  const votes = new Map();
  for (const node of placed) {
    const x = Math.round(node.x - columnOf(node) * PITCH.x);
    votes.set(x, (votes.get(x) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
}

/** @param {Map<number, number[]>} taken heights by column
 * @returns {number} the free height nearest to the wanted one */
function freeHeight(taken, x, wanted) {
  const heights = taken.get(Math.round(x / PITCH.x)) ?? [];
  const free = (y) => heights.every((other) => Math.abs(other - y) >= PITCH.y - 1);
  for (let step = 0; ; step++) {
    for (const way of [1, -1]) {
      const y = wanted + (way * step * PITCH.y) / 4;
      if (free(y)) return y;
    }
  }
}

/** @param {Map<number, number[]>} taken */
function take(taken, x, y) {
  const column = Math.round(x / PITCH.x);
  if (!taken.has(column)) taken.set(column, []);
  taken.get(column).push(y);
}

// How lines run: out of a card's side, past the cards between, into another's side.

/** @typedef {import("./model.js").Node} Node */
/** @typedef {import("./model.js").Edge} Edge */

export const CARD = { width: 188, height: 76 };
export const PITCH = { x: 292, y: 100 };
const PORTS = 58;
const CLEAR = CARD.height / 2 + 9;
const TRACK = 12;
const GAP = PITCH.y - CARD.height - 8;

/** Give every line its points: start x, y, then pairs of (left, right, y) it passes, tip x, y.
 * Lines of one card leave it side by side, in the order of where they go.
 * @param {Iterable<Edge>} edges @param {Iterable<Node>} nodes the cards in the way */
export function route(edges, nodes) {
  const lines = [...edges];
  const walls = columnsOf(nodes);
  const ports = spread(lines);
  for (const edge of lines) {
    const { from, to } = edge;
    const [start, end] = ports.get(edge);
    const beside = Math.abs(to.x - from.x) < CARD.width;
    const way = to.x >= from.x ? 1 : -1;
    const half = CARD.width / 2;
    const x = from.x + (beside ? half : way * half);
    const tip = to.x + (beside ? half : -way * half);
    const via = beside ? [] : passages(walls, from, to, start, end, way);
    edge.points = [x, start, ...via, tip, end];
  }
  keepApart(lines);
}

/** Give lines that pass a column at one height a track each, in the order of their ends.
 * @param {Edge[]} lines */
function keepApart(lines) {
  const tracks = new Map();
  for (const edge of lines) {
    for (let n = 2; n + 2 < edge.points.length; n += 3) {
      const track = `${Math.round(edge.points[n] / PITCH.x)} ${Math.round(edge.points[n + 2] / TRACK)}`;
      if (!tracks.has(track)) tracks.set(track, []);
      tracks.get(track).push({ edge, n });
    }
  }
  for (const riders of tracks.values()) {
    if (riders.length < 2) continue;
    riders.sort((a, b) => a.edge.points.at(-1) - b.edge.points.at(-1));
    const step = Math.min(4, GAP / (riders.length - 1));
    riders.forEach(({ edge, n }, k) => {
      edge.points[n + 2] += (k - (riders.length - 1) / 2) * step;
    });
  }
}

/** @param {Iterable<Node>} nodes @returns {Map<number, number[]>} heights by column */
function columnsOf(nodes) {
  const walls = new Map();
  for (const { x, y } of nodes) {
    const column = Math.round(x / PITCH.x);
    if (!walls.has(column)) walls.set(column, []);
    walls.get(column).push(y);
  }
  for (const heights of walls.values()) heights.sort((a, b) => a - b);
  return walls;
}

/** Find where a line passes the columns between its ends without touching a card.
 * @returns {number[]} (left, right, y) for each */
function passages(walls, from, to, start, end, way) {
  const via = [];
  const first = Math.round(from.x / PITCH.x) + way;
  const last = Math.round(to.x / PITCH.x);
  for (let column = first; (last - column) * way > 0; column += way) {
    const x = column * PITCH.x;
    const share = (x - from.x) / (to.x - from.x);
    const wanted = start + (end - start) * share;
    const y = gap(walls.get(column) ?? [], wanted);
    const half = (way * CARD.width) / 2;
    via.push(x - half, x + half, y);
  }
  return via;
}

/** @param {number[]} heights sorted @returns {number} the free height nearest to the wanted */
function gap(heights, wanted) {
  let low = 0;
  for (let high = heights.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (heights[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  let [above, below] = [wanted, wanted];
  const free = (n, y) => n < 0 || n >= heights.length || Math.abs(heights[n] - y) >= CLEAR;
  for (let n = low - 1; n >= 0 && !free(n, above); n--) above = heights[n] - CLEAR;
  for (let n = low; n < heights.length && !free(n, above); n++) above = heights[low - 1] - CLEAR;
  for (let n = Math.max(low - 1, 0); n < heights.length && !free(n, below); n++) {
    below = heights[n] + CLEAR;
  }
  return wanted - above <= below - wanted && Number.isFinite(above) ? above : below;
}

/** @param {Edge[]} edges @returns {Map<Edge, [number, number]>} heights of their ends */
function spread(edges) {
  const sides = new Map();
  const ports = new Map(edges.map((edge) => [edge, [edge.from.y, edge.to.y]]));
  const note = (node, other, edge, end) => {
    const side = other.x > node.x - CARD.width / 2 ? "right" : "left";
    if (!sides.has(node)) sides.set(node, { left: [], right: [] });
    sides.get(node)[side].push({ edge, end, y: other.y });
  };
  for (const edge of edges) {
    note(edge.from, edge.to, edge, 0);
    note(edge.to, edge.from, edge, 1);
  }
  for (const [node, both] of sides) {
    for (const ends of [both.left, both.right]) {
      ends.sort((a, b) => a.y - b.y || (a.edge.relation.key < b.edge.relation.key ? -1 : 1));
      const step = Math.min(13, PORTS / Math.max(ends.length - 1, 1));
      ends.forEach(({ edge, end }, n) => {
        ports.get(edge)[end] = node.y + (n - (ends.length - 1) / 2) * step;
      });
    }
  }
  return ports;
}

/** Walk along a line's points and hand out its pieces, for a canvas or an SVG path.
 * @param {number[]} points
 * @param {{move: Function, line: Function, bend: Function}} pen */
export function trace(points, pen) {
  let [x, y] = points;
  pen.move(x, y);
  const bend = (toX, toY) => {
    const reach = Math.abs(toX - x) < 2 ? 46 : (toX - x) / 2;
    const back = Math.abs(toX - x) < 2 ? 46 : -reach;
    pen.bend(x + reach, y, toX + back, toY, toX, toY);
  };
  for (let n = 2; n + 2 < points.length; n += 3) {
    bend(points[n], points[n + 2]);
    pen.line(points[n + 1], points[n + 2]);
    [x, y] = [points[n + 1], points[n + 2]];
  }
  bend(points.at(-2), points.at(-1));
}

/** @param {number[]} points @returns {[number, number][]} places along the line, for hits */
export function samples(points) {
  const found = [];
  let [px, py] = points;
  trace(points, {
    move: () => {},
    line: (x, y) => {
      found.push([(px + x) / 2, (py + y) / 2], [x, y]);
      [px, py] = [x, y];
    },
    bend: (ax, ay, bx, by, x, y) => {
      for (let n = 1; n <= 12; n++) {
        const t = n / 12;
        const s = 1 - t;
        const at = (a, b, c, d) => s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
        found.push([at(px, ax, bx, x), at(py, ay, by, y)]);
      }
      [px, py] = [x, y];
    },
  });
  return found;
}

/** @param {Node[]} nodes @returns {{left: number, top: number, right: number, bottom: number}} */
export function bounds(nodes) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of nodes) {
    box.left = Math.min(box.left, x - CARD.width / 2);
    box.right = Math.max(box.right, x + CARD.width / 2);
    box.top = Math.min(box.top, y - CARD.height / 2);
    box.bottom = Math.max(box.bottom, y + CARD.height / 2);
  }
  return nodes.length ? box : { left: 0, top: 0, right: 1, bottom: 1 };
}

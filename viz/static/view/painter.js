// A drawing on a canvas: what is in sight, cards when near, marks and lines when far.

import { CARD, trace } from "./geometry.js";
import { captionOf, inkOf, isHollow, lineOf, namesOf, noteOf, verbOf } from "./theme.js";

/** @typedef {import("./model.js").Node} Node */
/** @typedef {import("./model.js").Edge} Edge */
/** @typedef {{scale: number, x: number, y: number, width: number, height: number}} Camera */

export const NEAR = 0.4;
const VERBS_FROM = 0.55;
const MOST_VERBS = 600;
const FAR_LINES = 3000;

export class Painter {
  /** @param {CanvasRenderingContext2D} pen @param {Record<string, string>} inks @param {string} language */
  constructor(pen, inks, language) {
    this.pen = pen;
    this.inks = inks;
    this.language = language;
    this.texts = new Map();
  }

  /** Paint lines, then cards, as a camera sees them. Dots per pixel are the caller's.
   * @param {Camera} camera @param {Edge[]} edges @param {Node[]} nodes */
  paint(camera, edges, nodes) {
    this.camera = camera;
    const sight = this.sight();
    const lines = edges.filter((edge) => crosses(edge.points, sight));
    const cards = nodes.filter(({ x, y }) =>
      x > sight.left && x < sight.right && y > sight.top && y < sight.bottom);
    const { pen } = this;
    pen.save();
    pen.translate(camera.x, camera.y);
    pen.scale(camera.scale, camera.scale);
    const near = camera.scale >= NEAR;
    if (near || lines.length <= FAR_LINES) this.lines(lines, near);
    else this.farLines(lines);
    if (near) cards.forEach((node) => this.card(node));
    else this.dots(cards);
    pen.restore();
    if (!near) this.names(cards);
  }

  sight() {
    const { scale, x, y, width, height } = this.camera;
    return {
      left: -x / scale - CARD.width, right: (width - x) / scale + CARD.width,
      top: -y / scale - CARD.height, bottom: (height - y) / scale + CARD.height,
    };
  }

  /** @param {Edge[]} lines @param {boolean} near */
  lines(lines, near) {
    for (const edge of lines) this.line(edge, near);
    if (this.camera.scale < VERBS_FROM || lines.length > MOST_VERBS) return;
    const written = new Map();
    for (const { relation, points } of lines) {
      const verb = verbOf(relation, this.language);
      const spot = `${points.at(-2)} ${Math.round(points.at(-1) / 12)}`;
      if (written.get(spot) !== verb) this.verb(points, verb);
      written.set(spot, verb);
    }
  }

  /** @param {Edge} edge */
  line(edge, near, heavy = 1) {
    const { pen } = this;
    const [weight, dashes] = lineOf(edge.relation);
    const least = near ? 0 : 0.9 / this.camera.scale;
    pen.strokeStyle = this.inks[lineInk(edge)];
    pen.lineWidth = Math.max(weight * heavy, least * heavy);
    pen.setLineDash(dashes);
    pen.beginPath();
    trace(edge.points, pathOf(pen));
    pen.stroke();
    pen.setLineDash([]);
    if (near) this.tip(edge);
  }

  /** @param {Edge} edge */
  tip({ relation, points, to, from }) {
    const { pen } = this;
    const [x, y] = points.slice(-2);
    const way = x < to.x ? 1 : -1;
    pen.beginPath();
    pen.moveTo(x - 8 * way, y - 4);
    pen.lineTo(x - way, y);
    pen.lineTo(x - 8 * way, y + 4);
    pen.closePath();
    pen.lineWidth = 1.2;
    pen.fillStyle = isHollow(relation) ? this.inks.paper : this.inks[lineInk({ relation, from, to })];
    pen.fill();
    pen.stroke();
  }

  /** @param {number[]} points @param {string} verb */
  verb(points, verb) {
    const { pen } = this;
    const [x, y] = points.slice(-2);
    const leftwards = points[points.length - 2] < points[0];
    pen.font = `10.5px ${this.inks.sans}`;
    pen.textAlign = leftwards ? "left" : "right";
    pen.lineWidth = 3.5;
    pen.lineJoin = "round";
    pen.strokeStyle = this.inks.paper;
    pen.fillStyle = this.inks.faint;
    const at = leftwards ? x + 12 : x - 12;
    pen.strokeText(verb, at, y - 4);
    pen.fillText(verb, at, y - 4);
    pen.textAlign = "left";
  }

  /** Thousands of lines seen from afar: straight, by ink, thin enough to see through.
   * @param {Edge[]} lines */
  farLines(lines) {
    const { pen } = this;
    const byInk = Map.groupBy(lines, lineInk);
    pen.globalAlpha = Math.max(0.12, Math.min(0.8, 4000 / lines.length));
    pen.lineWidth = 0.7 / this.camera.scale;
    for (const [ink, some] of byInk) {
      pen.strokeStyle = this.inks[ink];
      for (let n = 0; n < some.length; n += 1500) {
        pen.beginPath();
        for (const { from, to } of some.slice(n, n + 1500)) {
          pen.moveTo(from.x, from.y);
          pen.lineTo(to.x, to.y);
        }
        pen.stroke();
      }
    }
    pen.globalAlpha = 1;
  }

  /** @param {Node} node */
  card(node) {
    const { pen, inks } = this;
    const [left, top] = [node.x - CARD.width / 2, node.y - CARD.height / 2];
    pen.fillStyle = inks.card;
    pen.strokeStyle = inks[inkOf(node)];
    pen.lineWidth = node.pinned ? 2.4 : 1;
    pen.beginPath();
    pen.roundRect(left, top, CARD.width, CARD.height, 3);
    pen.fill();
    pen.stroke();
    pen.fillStyle = inks[inkOf(node)];
    pen.fillRect(left, top, 4, CARD.height);
    const { caption, lines, more } = this.written(node);
    pen.font = `9.5px ${this.inks.sans}`;
    pen.fillText(caption, left + 14, top + 14);
    pen.textAlign = "right";
    pen.font = `700 10px ${this.inks.sans}`;
    if (more) pen.fillText(more, left + CARD.width - 9, top + 14);
    pen.textAlign = "left";
    lines.forEach(({ text, font, ink }, n) => {
      pen.font = font;
      pen.fillStyle = inks[ink];
      pen.fillText(text, left + 14, top + 31 + n * 17);
    });
  }

  /** Break a card's words into its lines, once for as long as they are the same.
   * @param {Node} node */
  written(node) {
    const known = this.texts.get(node.thing);
    const caption = captionOf(node, this.language);
    const more = node.more ? `+${node.more}` : "";
    if (known && known.caption === caption && known.more === more) return known;
    const [name, other] = namesOf(node, this.language);
    const bold = { font: `600 13px ${this.inks.sans}`, ink: "ink" };
    const small = { font: `11px ${this.inks.sans}`, ink: "faint" };
    const names = wrapped(this.pen, name, bold.font, 2).map((text) => ({ text, ...bold }));
    const others = other && names.length < 3 ? [clipped(this.pen, other, small.font)] : [];
    const left = 3 - names.length - others.length;
    const notes = left ? wrapped(this.pen, noteOf(node, this.language), small.font, left) : [];
    const lines = [...names, ...[...others, ...notes].filter(Boolean).map((text) => ({ text, ...small }))];
    const written = { caption, more, lines };
    this.texts.set(node.thing, written);
    return written;
  }

  /** @param {Node[]} cards */
  dots(cards) {
    const { pen } = this;
    const least = 2 / this.camera.scale;
    const [width, height] = [Math.max(CARD.width * 0.5, least * 2), Math.max(CARD.height * 0.5, least)];
    for (const [ink, some] of Map.groupBy(cards, inkOf)) {
      pen.fillStyle = this.inks[ink];
      pen.beginPath();
      for (const { x, y } of some) pen.rect(x - width / 2, y - height / 2, width, height);
      pen.fill();
    }
  }

  /** Name the most joined of the marks, as long as no name covers another.
   * @param {Node[]} cards */
  names(cards) {
    const { pen, camera } = this;
    const taken = new Set();
    const first = cards.toSorted((a, b) => b.edges.size - a.edges.size).slice(0, 400);
    pen.font = `11px ${this.inks.sans}`;
    pen.textAlign = "center";
    pen.lineWidth = 3;
    pen.strokeStyle = this.inks.paper;
    pen.fillStyle = this.inks.ink;
    for (const node of first) {
      const [x, y] = [node.x * camera.scale + camera.x, node.y * camera.scale + camera.y];
      const cells = [-1, 0, 1].map((step) => `${Math.round(x / 70) + step} ${Math.round(y / 18)}`);
      if (cells.some((cell) => taken.has(cell))) continue;
      cells.forEach((cell) => taken.add(cell));
      const name = clipped(pen, namesOf(node, this.language)[0], pen.font, 130);
      pen.strokeText(name, x, y + 15);
      pen.fillText(name, x, y + 15);
    }
    pen.textAlign = "left";
  }
}

/** @param {Pick<Edge, "relation" | "to">} edge @returns {string} the ink of the card it ends at */
export function lineInk({ relation, to }) {
  return relation.type === "ISSUED" ? "tender" : inkOf(to);
}

/** @param {CanvasRenderingContext2D} pen */
export function pathOf(pen) {
  return {
    move: (x, y) => pen.moveTo(x, y),
    line: (x, y) => pen.lineTo(x, y),
    bend: (...at) => pen.bezierCurveTo(...at),
  };
}

/** @param {number[]} points @returns {boolean} whether a line can be in sight */
function crosses(points, { left, right, top, bottom }) {
  const [x, y] = points;
  const [toX, toY] = points.slice(-2);
  return !((x < left && toX < left) || (x > right && toX > right)
    || (points.length < 5 && ((y < top && toY < top) || (y > bottom && toY > bottom))));
}

const ROOM = CARD.width - 24;

/** @param {CanvasRenderingContext2D} pen @returns {string} the text, cut to a width */
export function clipped(pen, text, font, room = ROOM) {
  pen.font = font;
  const chars = [...text.slice(0, 400)];
  if (chars.length < 400 && pen.measureText(text).width <= room) return text;
  let [low, high] = [0, chars.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pen.measureText(`${chars.slice(0, middle).join("")}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return `${chars.slice(0, low).join("").trimEnd()}…`;
}

/** @returns {string[]} the text in so many lines; they break at spaces, in Chinese anywhere */
export function wrapped(pen, text, font, most) {
  pen.font = font;
  if (most < 2 || pen.measureText(text.slice(0, 400)).width <= ROOM) return [clipped(pen, text, font)];
  const fits = [...clipped(pen, text, font).slice(0, -1)];
  const space = fits.lastIndexOf(" ");
  const cut = space > fits.length * 0.4 ? space : fits.length;
  const head = fits.slice(0, cut).join("");
  return [head, ...wrapped(pen, text.slice(head.length).trimStart(), font, most - 1)];
}

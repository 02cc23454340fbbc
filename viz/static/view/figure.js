// The drawing as an SVG file: shapes and text, no script, nothing fetched.

import { bounds, CARD, trace } from "./geometry.js";
import { lineInk, Painter } from "./painter.js";
import { inkOf, isHollow, lineOf, namesOf, verbOf } from "./theme.js";

/** @typedef {import("./model.js").Node} Node */
/** @typedef {import("./model.js").Edge} Edge */

const MOST_PIXELS = 8000;

/** @param {Node[]} nodes @param {Edge[]} edges @param {string} language
 * @param {Record<string, string>} inks @returns {string} */
export function figure(nodes, edges, language, inks) {
  const { left, top, right, bottom } = bounds(nodes);
  const box = [left - 16, top - 16, right - left + 32, bottom - top + 32].map(round);
  const measure = document.createElement("canvas").getContext("2d");
  const painter = new Painter(measure, inks, language);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}" width="${box[2]}" height="${box[3]}"`,
    ` font-family="${escaped(inks.sans)}"><rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" fill="${inks.paper}"/>`,
    ...edges.map((edge) => line(edge, language, inks)),
    ...nodes.map((node) => card(node, painter, language, inks)),
    "</svg>\n",
  ];
  return parts.join("");
}

/** @param {Node[]} nodes @param {Edge[]} edges @param {string} language
 * @param {Record<string, string>} inks @returns {Promise<Blob>} all of it as a PNG */
export function picture(nodes, edges, language, inks) {
  const { left, right, top, bottom } = bounds(nodes);
  const scale = Math.min(2, MOST_PIXELS / (right - left), MOST_PIXELS / (bottom - top));
  const canvas = document.createElement("canvas");
  const width = (canvas.width = Math.ceil((right - left + 32) * scale));
  const height = (canvas.height = Math.ceil((bottom - top + 32) * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = inks.paper;
  pen.fillRect(0, 0, width, height);
  const camera = { scale, x: (16 - left) * scale, y: (16 - top) * scale, width, height };
  new Painter(pen, inks, language).paint(camera, edges, nodes);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** @param {Edge} edge */
function line(edge, language, inks) {
  const { relation, points, from, to } = edge;
  const [weight, dashes] = lineOf(relation);
  const ink = inks[lineInk(edge)];
  const [x, y] = points.slice(-2).map(round);
  const way = x < to.x ? 1 : -1;
  const fill = isHollow(relation) ? inks.paper : ink;
  const verb = escaped(verbOf(relation, language));
  const about = [namesOf(from, language)[0], verbOf(relation, language), namesOf(to, language)[0], relation.quote];
  return `<g><title>${escaped(about.filter(Boolean).join(" · "))}</title>`
    + `<path d="${path(points)}" fill="none" stroke="${ink}" stroke-width="${weight}"`
    + `${dashes.length ? ` stroke-dasharray="${dashes.join(" ")}"` : ""}/>`
    + `<path d="M${x - 8 * way} ${y - 4}L${x - way} ${y}L${x - 8 * way} ${y + 4}Z" fill="${fill}" stroke="${ink}"/>`
    + `<text x="${x - 12 * way}" y="${y - 4}" font-size="10.5" text-anchor="${way > 0 ? "end" : "start"}"`
    + ` fill="${inks.faint}" stroke="${inks.paper}" stroke-width="3" paint-order="stroke">${verb}</text></g>`;
}

/** @param {Node} node */
function card(node, painter, language, inks) {
  const { caption, lines, more } = painter.written(node);
  const [x, y] = [round(node.x - CARD.width / 2), round(node.y - CARD.height / 2)];
  const ink = inks[inkOf(node)];
  const texts = lines.map(({ text, ink: name }, n) =>
    `<text x="${x + 14}" y="${y + 31 + n * 17}" font-size="${name === "ink" ? 13 : 11}"`
    + `${name === "ink" ? ' font-weight="600"' : ""} fill="${inks[name]}">${escaped(text)}</text>`);
  return `<g><title>${escaped(namesOf(node, language).filter(Boolean).join(" · "))}</title>`
    + `<rect x="${x}" y="${y}" width="${CARD.width}" height="${CARD.height}" rx="3" fill="${inks.card}" stroke="${ink}"/>`
    + `<rect x="${x}" y="${y}" width="4" height="${CARD.height}" fill="${ink}"/>`
    + `<text x="${x + 14}" y="${y + 14}" font-size="9.5" fill="${ink}">${escaped(caption)} ${more}</text>${texts.join("")}</g>`;
}

/** @param {number[]} points */
function path(points) {
  const said = [];
  trace(points, {
    move: (x, y) => said.push(`M${round(x)} ${round(y)}`),
    line: (x, y) => said.push(`L${round(x)} ${round(y)}`),
    bend: (...at) => said.push(`C${at.map(round).join(" ")}`),
  });
  return said.join("");
}

const round = (number) => Math.round(number * 10) / 10;

/** @param {string} text @returns {string} a text that can stand in XML */
function escaped(text) {
  return text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, "\ufffd")
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

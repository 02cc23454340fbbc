// The steps of a view: each asks the server once, and tells the model what came.

import { ask } from "./api.js";
import { patternOf } from "./pattern.js";
import { change, state } from "./state.js";
import { verb, word } from "./words.js";

/** @typedef {import("./state.js").Step} Step */
/** @typedef {import("./model.js").Model} Model */

/** Relations that one step adds. */
export const NEWEST = 40;

/** What the server said to each step, until the case changes. @type {Map<string, Promise<any>>} */
const answers = new Map();
let last = Promise.resolve();

/** Forgets what was said: the case is another one now. */
export const forget = () => answers.clear();

/** Goes through the steps of the view from the beginning, one after the other, so that
 * nothing late mixes with what came later.
 * @param {Model} model @returns {Promise<number>} how much the last step brought */
export function replay(model) {
  const mine = last.then(async () => {
    const steps = state.steps;
    const found = await Promise.all(steps.map(answered));
    model.clear();
    let count = 0;
    steps.forEach((one, place) => { count = take(model, one, found[place]); });
    return count;
  });
  last = mine.then(() => {}, () => {});
  return mine;
}

/** @param {Step} one @returns {Promise<any>} */
function answered(one) {
  const key = JSON.stringify(one);
  const known = answers.get(key);
  if (known) return known;
  const asked = asks(one);
  answers.set(key, asked);
  asked.catch(() => answers.delete(key));
  return asked;
}

/** @param {Step} one @returns {Promise<any>} */
async function asks(one) {
  if (one.do === "expand") return ask("expand", { limit: NEWEST, ...one });
  if (one.do === "paths") return ask("paths", { start: one.start, end: one.end, min_grade: one.grade, ...(one.limit && { limit: one.limit }) });
  const found = await ask("chains", { uid: one.uid ?? "", min_grade: one.grade ?? "E2", ...patternOf(one) });
  if (!found.uid || found.nodes.some((/** @type {any} */ node) => node.uid === found.uid)) return found;
  const { nodes } = await ask("cards", { uids: [found.uid] });
  return { ...found, nodes: [...found.nodes, ...nodes] };
}

/** @param {Model} model @param {Step} one @param {any} found @returns {number} how much came */
function take(model, one, found) {
  const { uid = "" } = found; // as the thing is called now
  if (one.do === "expand") {
    model.take({ nodes: found.nodes, edges: found.edges, beside: uid, asked: uid });
    const until = (one.offset ?? 0) + found.edges.length;
    if (found.total > until) model.notes.push(`${verb(one.type ?? "")}: ${until} ${word("of")} ${found.total.toLocaleString("en")}`);
    return found.edges.length;
  }
  model.take({ nodes: found.nodes, chains: found.rows, asked: uid });
  model.truncated ||= found.truncated;
  if (found.rows.length && one.do === "paths") model.notes.push(...found.notes);
  if (!found.rows.length) model.misses.push(...(found.notes.length ? found.notes : [word("Nothing was found.")]));
  return found.rows.length;
}

/** What asks for more of a thing's relations: the newest, within the filters that are on.
 * @param {string} uid @param {{type: string, direction: string, label: string}} row @returns {Step} */
export function expanding(uid, { type, direction, label }) {
  const isSame = (/** @type {Step} */ one) => one.do === "expand" && one.uid === uid && one.type === type && one.direction === direction && one.label === label;
  const offset = state.steps.filter(isSame).length * NEWEST;
  return { do: "expand", uid, type, direction, label, ...(offset && { offset }), ...within() };
}

/** The filters that the server can apply: bounds, and what is chosen alone.
 * @returns {Partial<Step>} */
function within() {
  const { since, until, stage = [], provenance = [], grade = [] } = state.filters;
  return {
    ...(since?.[0] && { since: since[0] }), ...(until?.[0] && { until: until[0] }),
    ...(stage.length === 1 && { stage: stage[0] }), ...(provenance.length === 1 && { provenance: provenance[0] }),
    ...(grade.length > 0 && { min_grade: [...grade].sort().at(-1) }),
  };
}

/** Looks at the paths of a step, and at nothing else. @param {Model} model @param {Step} one */
export function lookAtPaths(model, { start, end }) {
  const paths = [...model.chains.values()].filter(({ uids }) => Array.isArray(uids) && uids[0] === start && uids.at(-1) === end);
  if (paths.length) change({ focus: paths.map(({ key }) => key), stand: {} }, true);
}

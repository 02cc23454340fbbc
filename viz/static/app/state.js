// What is looked at, as the address bar holds it, and the way back from step to step.
// The same address on the same case shows the same view.

/** @typedef {{do: "chains" | "expand" | "paths", uid?: string, grade?: string, type?: string, direction?: string, label?: string, limit?: number, offset?: number, since?: string, until?: string, stage?: string, provenance?: string, min_grade?: string, start?: string, end?: string, institution?: string, intermediary?: string, provider?: string, item?: string}} Step */
/** @typedef {Record<string, [number, number]>} Spots where things stand */
/** @typedef {{tab: string, steps: Step[], seen: string, hidden: string[], filters: Record<string, string[]>, zh: boolean, mapped: string, focus: string[], direct: boolean, groups: string[], pins: string[], spots: Spots, stand: Spots, path: string, sort: string, question: string, camera: number[]}} State */

const LAST = "graphkit-last-step";

/** Nothing: no step taken, nothing moved by hand. `focus` names the chains that alone are
 * drawn, `stand` where their things were put meanwhile; `path` is the thing that a path is
 * to begin at, `sort` the column of the table, with - before it from the end, `camera` the middle of the drawing and its scale. @returns {State} */
const empty = () => ({ tab: "chains", steps: [], seen: "", hidden: [], filters: {}, zh: false, mapped: "", focus: [], direct: false, groups: [], pins: [], spots: {}, stand: {}, path: "", sort: "", question: "", camera: [] });

/** What is left of a view when its steps begin anew. @returns {Partial<State>} */
export const afresh = () => ({ steps: [], hidden: [], focus: [], groups: [], pins: [], spots: {}, stand: {} });

/** What narrows a view or changes what its cards are. @returns {Partial<State>} */
export const narrowing = () => ({ filters: {}, hidden: [], focus: [], groups: [], direct: false });

/** @type {State} */
export let state = read(location.hash);

/** @param {string} hash @returns {State} */
function read(hash) {
  try {
    const given = JSON.parse(decodeURIComponent(hash.replace(/^#v=/, "")));
    const known = empty();
    for (const [key, value] of Object.entries(known)) {
      const found = given[key];
      if (typeof found === typeof value && Array.isArray(found) === Array.isArray(value) && found !== null) Object.assign(known, { [key]: found });
    }
    const camera = known.camera.length === 3 && known.camera.every(Number.isFinite) ? known.camera : [];
    return { ...known, camera, spots: placed(known.spots), stand: placed(known.stand) };
  } catch {
    return empty();
  }
}

/** @param {Record<string, unknown>} spots @returns {Spots} those that are places */
function placed(spots) {
  const isPlace = (/** @type {unknown} */ spot) => Array.isArray(spot) && spot.length === 2 && spot.every(Number.isFinite);
  return /** @type {Spots} */ (Object.fromEntries(Object.entries(spots).filter(([, spot]) => isPlace(spot))));
}

/** The state as the address bar writes it; some of it may be written otherwise.
 * @param {Partial<State>} [otherwise] */
export const written = (otherwise = {}) => {
  const bare = empty();
  const told = Object.entries({ ...state, ...otherwise }).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(/** @type {any} */ (bare)[key]));
  return `#v=${encodeURIComponent(JSON.stringify(Object.fromEntries(told)))}`;
};

/** Changes some of the state; with `stay` no way back is left.
 * @param {Partial<State>} changes @param {boolean} [stay] */
export function change(changes, stay = false) {
  state = { ...state, ...changes };
  const here = at() + (stay ? 0 : 1);
  history[stay ? "replaceState" : "pushState"]({ at: here }, "", written());
  if (!stay) sessionStorage.setItem(LAST, String(here));
}

/** How many steps back there are; a reload leaves them as they were. */
export const at = () => Number(history.state?.at ?? 0);

export const isFirst = () => at() === 0;
export const isLast = () => at() >= Number(sessionStorage.getItem(LAST) ?? 0);

/** Adds a step, unless it was taken before.
 * @param {Step} step @param {Partial<State>} [changes] what goes with it @returns {boolean} */
export function step(step, changes = {}) {
  const same = JSON.stringify(step);
  if (state.steps.some((one) => JSON.stringify(one) === same)) return false;
  change({ ...changes, steps: [...state.steps, step] });
  return true;
}

/** Takes the state from the address. @param {string} hash */
export function restore(hash) {
  state = read(hash);
}

/** Takes the state of a saved view, as a step. @param {string} hash */
export const adopt = (hash) => change(read(hash));

// What is looked at, as the address bar holds it. The same address on the same case
// shows the same view.

/** @typedef {{do: "chains" | "expand" | "paths", uid?: string, grade?: string, type?: string, direction?: string, label?: string, limit?: number, start?: string, end?: string}} Step */
/** @typedef {{tab: string, steps: Step[], seen: string, hidden: string[], filters: Record<string, string[]>, zh: boolean, mapped: string}} State */

/** @returns {State} */
const empty = () => ({ tab: "chains", steps: [], seen: "", hidden: [], filters: {}, zh: false, mapped: "" });

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
    return known;
  } catch {
    return empty();
  }
}

/** The state as the address bar writes it. */
export const written = () => `#v=${encodeURIComponent(JSON.stringify(state))}`;

/** Changes some of the state; with `stay` no way back is left in the browser.
 * @param {Partial<State>} changes @param {boolean} [stay] */
export function change(changes, stay = false) {
  state = { ...state, ...changes };
  history[stay ? "replaceState" : "pushState"](null, "", written());
}

/** Adds a step, unless it was taken before.
 * @param {Step} step @returns {boolean} */
export function step(step) {
  const same = JSON.stringify(step);
  if (state.steps.some((one) => JSON.stringify(one) === same)) return false;
  change({ steps: [...state.steps, step] });
  return true;
}

/** Takes the state from the address, or from a saved view.
 * @param {string} hash */
export function restore(hash) {
  state = read(hash);
}

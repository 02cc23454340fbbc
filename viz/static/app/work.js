// Work that takes a while: how far it is, and a way to stop it while it can be stopped.
// It is one, whatever page is shown, and goes on when the page changes.

import { ask } from "./api.js";
import { announce, button, el, fill } from "./dom.js";
import { word } from "./words.js";

const LOOK_MS = 400;

const bar = el("progress", { max: "1" });
const said = el("p", { class: "work-said" });
const stop = el("span", {});
/** What a page shows of the work that is under way. */
export const shown = el("div", { class: "work", hidden: true }, bar, el("p", { class: "row" }, said, stop));
bar.setAttribute("aria-label", "progress");

let isBusy = false;

/** Something under way. @typedef {{at: (share: number | null, ...words: (string | Node)[]) => void, signal: AbortSignal, cannotStop: () => void}} Work */

/** Does one thing at a time; null where another one is being done.
 * @template T @param {(work: Work) => Promise<T>} does @returns {Promise<T | null>} */
export async function working(does) {
  if (isBusy) {
    announce(word("Something is being done already: wait for its end."));
    return null;
  }
  isBusy = true;
  const control = new AbortController();
  const staying = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();
  addEventListener("beforeunload", staying);
  fill(stop, button(word("Stop"), () => control.abort(), { class: "quiet" }));
  shown.hidden = false;
  try {
    return await does({ at, signal: control.signal, cannotStop: () => { fill(stop); removeEventListener("beforeunload", staying); } });
  } finally {
    removeEventListener("beforeunload", staying);
    isBusy = false;
    shown.hidden = true;
  }
}

/** @param {number | null} share @param {...(string | Node)} words */
function at(share, ...words) {
  if (share === null) bar.removeAttribute("value");
  else bar.value = share;
  fill(said, ...words);
}

/** Asks for what the server does for a while, and says how far it is.
 * @param {Work} work @param {string} what @param {object} given @returns {Promise<any>} */
export async function asking(work, what, given) {
  work.cannotStop();
  work.at(null, word("reading"));
  const looking = setInterval(() => look(work), LOOK_MS);
  return ask(what, given).finally(() => clearInterval(looking));
}

/** @param {Pick<Work, "at">} work @returns {Promise<boolean>} whether something is done */
async function look(work) {
  const now = await ask("status", { brief: true }).catch(() => null);
  if (!now?.doing) return false;
  const share = now.doing === "reading" && now.done > 0 ? now.done : null;
  work.at(share, `${word(now.doing)}${share === null ? " …" : ` ${Math.floor(share * 100)} %`}`);
  return true;
}

/** Shows work that was begun elsewhere, or before the page was loaded again, to its end.
 * @param {() => unknown} ended */
export async function watching(ended) {
  if (isBusy || !(await look({ at })) || isBusy) return; // what this page began meanwhile tells of its end itself
  await working(async (work) => {
    work.cannotStop();
    while (await look(work)) await new Promise((done) => setTimeout(done, LOOK_MS));
  });
  ended();
}

// Asks the server. Every address is relative, so that the token goes along unseen.

/** What the server said was wrong, with what to do next. */
export class Refused extends Error {
  /** @param {string} said @param {string} hint */
  constructor(said, hint) {
    super(said);
    this.hint = hint;
  }
}

export const gone = new Refused(
  "The server does not answer.",
  "It was stopped, or the machine slept: run graphkit serve again and open its address. Nothing you decided is lost.",
);

/** Posts to one address and returns the answer; a Refused says what is wrong.
 * @param {string} path @param {BodyInit} body @param {string} type @param {AbortSignal} [signal] */
async function post(path, body, type, signal) {
  let answer;
  try {
    answer = await fetch(`api/${path}`, { method: "POST", body, signal, headers: { "Content-Type": type } });
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") throw error;
    throw gone;
  }
  if (answer.headers.get("Content-Type") === "image/png") return answer;
  if (answer.status === 404) throw gone;
  const found = await answer.json();
  if (!answer.ok) throw new Refused(found.error, found.hint);
  return found;
}

/** The answer to a question of the API.
 * @param {string} what @param {object} [given] @param {AbortSignal} [signal] @returns {Promise<any>} */
export function ask(what, given = {}, signal) {
  return post(what, JSON.stringify(given), "application/json", signal);
}

/** Sends one file, to be loaded later.
 * @param {string} called @param {File} file */
export function upload(called, file) {
  return post(`upload?name=${encodeURIComponent(called)}`, file, "application/octet-stream");
}

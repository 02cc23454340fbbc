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

/** Posts to one address and returns the answer, as it came where it is a file; a Refused says what is wrong.
 * @param {string} path @param {BodyInit} body @param {string} type @param {AbortSignal} [signal] */
async function post(path, body, type, signal) {
  let answer;
  try {
    answer = await fetch(`api/${path}`, { method: "POST", body, signal, headers: { "Content-Type": type } });
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") throw error;
    throw gone;
  }
  if (answer.status === 404) throw gone;
  if (answer.ok && answer.headers.get("Content-Type") !== "application/json") return answer;
  const found = await answer.json();
  if (!answer.ok) throw new Refused(found.error, found.hint);
  return found;
}

/** The answer to a question of the API.
 * @param {string} what @param {object} [given] @param {AbortSignal} [signal] @returns {Promise<any>} */
export function ask(what, given = {}, signal) {
  return post(what, JSON.stringify(given), "application/json", signal);
}

/** Sends one file, to be loaded later; `sent` hears how many bytes are there.
 * @param {string} batch @param {string} called @param {File} file @param {(bytes: number) => void} sent @param {AbortSignal} signal @returns {Promise<void>} */
export function upload(batch, called, file, sent, signal) {
  // Only this way of asking tells how far a file is.
  const asked = new XMLHttpRequest();
  const stop = () => asked.abort();
  return /** @type {Promise<void>} */ (new Promise((done, failed) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", stop);
    asked.upload.onprogress = (event) => sent(event.loaded);
    asked.onload = () => (asked.status === 200 ? done() : failed(asked.status === 404 ? gone : refusal(asked.responseText)));
    asked.onabort = () => failed(new DOMException("stopped", "AbortError"));
    asked.onerror = () => ask("status", { brief: true }).then(() => failed(unsent), failed);
    asked.open("POST", `api/upload?batch=${batch}&name=${encodeURIComponent(wellFormed(called))}`);
    asked.setRequestHeader("Content-Type", "application/octet-stream");
    asked.send(file);
  })).finally(() => signal.removeEventListener("abort", stop));
}

const unsent = new Refused("it could not be sent to its end", "It may be too large, or was moved meanwhile: graphkit load takes it from where it is.");

/** @param {string} text */
function refusal(text) {
  try {
    const { error, hint } = JSON.parse(text);
    return new Refused(error, hint);
  } catch {
    return unsent;
  }
}

/** A name without half letters, which no address can hold. @param {string} text */
const wellFormed = (text) => text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

// Elements made of data. Texts from sources only ever become text nodes.

const ACTING = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text in which nothing acts: each control is one visible character, so that
 * places in it stay what they were.
 * @param {unknown} text @returns {string} */
export function clean(text) {
  return String(text ?? "").replace(ACTING, (one) => {
    const code = one.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return code === 0x2028 || code === 0x2029 ? "\n" : "\ufffd";
  });
}

/** @typedef {Node | string | number | null | undefined | false} Child */

/** An element with attributes, listeners (`onclick`) and children; strings are text.
 * @param {string} tag
 * @param {Record<string, unknown>} [given]
 * @param {...(Child | Child[])} children
 * @returns {any} */
export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") made.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === "value") /** @type {any} */ (made).value = clean(value);
    else made.setAttribute(name, value === true ? "" : clean(value));
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    made.append(child instanceof Node ? child : clean(child));
  }
  return made;
}

/** The language that a text's characters ask for, or nothing.
 * @param {string} text @returns {string | undefined} */
export function language(text) {
  if (/[\u3040-\u30ff]/.test(text)) return "ja";
  return /[\u3400-\u9fff\uf900-\ufaff]/.test(text) ? "zh" : undefined;
}

/** A name as it stands: isolated from its surroundings, cut only by the style sheet.
 * @param {unknown} text @param {string} [look] */
export function name(text, look) {
  const said = String(text ?? "");
  return el("bdi", { lang: language(said), class: look, title: said.length > 40 && said.slice(0, 500) }, said.slice(0, 2000));
}

/** Where a record lies: a path, broken between its parts where it is too long.
 * @param {string} path */
export function place(path) {
  return el("bdi", { class: "where", title: path }, String(path ?? "").split(/(?<=[/_])/).flatMap((part) => [part, el("wbr")]));
}

/** A link to where a source was found; nothing that is not a web address becomes one.
 * @param {string} url @param {string} words */
export function outward(url, words) {
  if (!/^https?:\/\//i.test(url)) return null;
  return el("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, words);
}

/** A button that does one thing.
 * @param {Child | Child[]} words @param {(event: Event) => unknown} does @param {Record<string, unknown>} [given] */
export function button(words, does, given = {}) {
  return el("button", { type: "button", onclick: does, ...given }, words);
}

/** Replaces what an element holds.
 * @param {Element} place @param {...(Child | Child[])} children */
export function fill(place, ...children) {
  place.replaceChildren(...children.flat().filter((one) => one || one === 0).map((one) => (one instanceof Node ? one : clean(one))));
}

/** Hands a file to the person. @param {Blob} blob @param {string} called */
export function save(blob, called) {
  const link = el("a", { href: URL.createObjectURL(blob), download: called });
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Says something to who cannot see the screen.
 * @param {string} words */
export function announce(words) {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
}

/** The element of an id, which the page always has.
 * @param {string} id @returns {any} */
export const at = (id) => document.getElementById(id);

/** Lets the arrow keys walk along elements of which one has the focus.
 * @param {KeyboardEvent} event @param {Element[]} all */
export function walkAlong(event, all) {
  const here = all.indexOf(/** @type {Element} */ (document.activeElement));
  const move = /** @type {Record<string, number>} */ ({ ArrowRight: 1, ArrowLeft: -1 })[event.key];
  if (here < 0 || !move) return;
  /** @type {HTMLElement} */ (all[(here + move + all.length) % all.length]).focus();
}

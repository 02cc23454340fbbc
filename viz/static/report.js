// Filter and highlight: the list, the findings and the drawings move together.
// Without this script the page says the same; nothing is hidden, nothing can be picked.

/** @typedef {{number: string, element: HTMLElement}} Chain */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.filter"));

/** @type {Chain[]} */
const chains = [...document.querySelectorAll("article.chain")].map((element) => ({
  number: /** @type {HTMLElement} */ (element).dataset.number ?? "",
  element: /** @type {HTMLElement} */ (element),
}));

/** @typedef {{element: Element, numbers: string[]}} Member */

/** What shows chains beside the list (findings, cards, links), and the same by the number
 * of a chain; found at the first look, so that a long page is usable at once.
 * @type {{all: Member[], byChain: Map<string, Element[]>} | null} */
let found = null;

function members() {
  if (found) return found;
  const all = [...document.querySelectorAll("[data-chains]")].map((element) => ({
    element,
    numbers: numbersOf(element),
  }));
  const byChain = new Map(chains.map(({ number }) => [number, /** @type {Element[]} */ ([])]));
  for (const { element, numbers } of all) {
    for (const number of numbers) byChain.get(number)?.push(element);
  }
  found = { all, byChain };
  return found;
}

/** The folded text of each chain, made when it is first looked at. */
const texts = new Map();

/** The card that was picked, or null. @type {Element | null} */
let picked = null;

/** The chain that is marked in the drawings, or ''. */
let lit = "";

/** @param {Element} element @returns {string[]} the numbers of its chains */
function numbersOf(element) {
  return (element.getAttribute("data-chains") ?? "").split(" ");
}

/** Fold a text so that case, width and accents make no difference.
 * @param {string} text */
function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @param {Chain} chain @returns {string} everything written in it */
function textOf({ number, element }) {
  if (!texts.has(number)) texts.set(number, fold(element.textContent ?? ""));
  return texts.get(number);
}

/** @param {string} name @returns {Set<string> | null} what is ticked; null: no such box */
function ticked(name) {
  const boxes = [...(form?.querySelectorAll(`input[name="${name}"]`) ?? [])];
  if (!boxes.length) return null;
  const on = boxes.filter((box) => /** @type {HTMLInputElement} */ (box).checked);
  return new Set(on.map((box) => /** @type {HTMLInputElement} */ (box).value));
}

/** @returns {Set<string>} the chains that the form and the picked card ask for */
function wanted() {
  const words = fold(form.elements.namedItem("text").value).split(/\s+/).filter(Boolean);
  const grades = ticked("grade");
  const provenances = ticked("provenance");
  const of = picked && new Set(numbersOf(picked));
  const fits = chains.filter((chain) => {
    const { grade = "", provenance = "" } = chain.element.dataset;
    return (
      (!grades || grades.has(grade)) &&
      (!provenances || provenances.has(provenance)) &&
      (!of || of.has(chain.number)) &&
      words.every((word) => textOf(chain).includes(word))
    );
  });
  return new Set(fits.map(({ number }) => number));
}

/** Show what is asked for, dim the rest, and say how much that is. */
function apply() {
  const shown = wanted();
  document.dispatchEvent(new CustomEvent("chains", { detail: shown }));
  for (const { number, element } of chains) element.hidden = !shown.has(number);
  for (const { element, numbers } of members().all) {
    const off = !numbers.some((number) => shown.has(number));
    if (element instanceof SVGElement) element.classList.toggle("off", off);
    else /** @type {HTMLElement} */ (element).hidden = off;
  }
  for (const figure of document.querySelectorAll("figure.sheet")) {
    figure.hidden = !figure.querySelector(".card:not(.off)");
  }
  for (const bunch of document.querySelectorAll(".bunch")) measure(bunch);
  count(shown.size);
}

/** Give a bunch the height of what is shown of it, for as long as nobody looks at it.
 * @param {HTMLElement} bunch */
function measure(bunch) {
  const shown = [...bunch.children].filter((element) => !element.hidden).length;
  bunch.hidden = !shown;
  bunch.classList.toggle("some", shown < bunch.children.length);
  bunch.style.setProperty("--shown", String(shown));
}

/** Say how many chains are shown. @param {number} shown */
function count(shown) {
  const all = shown === chains.length;
  form.querySelector("output").textContent = all
    ? `${chains.length} chains`
    : `${shown} of ${chains.length} chains`;
  form.querySelector("button").hidden = all && !picked;
}

/** Pick a card, so that only its chains are shown; picking it again, or null, lets go.
 * @param {Element | null} card */
function pick(card) {
  picked?.setAttribute("aria-pressed", "false");
  picked = card === picked ? null : card;
  picked?.setAttribute("aria-pressed", "true");
  const label = /** @type {HTMLElement} */ (form.querySelector(".picked"));
  label.hidden = !picked;
  label.textContent = picked ? `with ${picked.querySelector("title")?.textContent}` : "";
  apply();
}

/** Mark a chain's cards and links; '' marks none.
 * @param {string} number */
function light(number) {
  if (number === lit) return;
  for (const element of members().byChain.get(lit) ?? []) element.classList.remove("lit");
  for (const element of members().byChain.get(number) ?? []) element.classList.add("lit");
  lit = number;
}

/** @param {Event} event @param {string} selector @returns {HTMLElement | null} */
function within(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
}

/** @param {HTMLInputElement} input */
function isUsed(input) {
  return input.type === "checkbox" ? !input.checked : Boolean(input.value);
}

/** Make the cards buttons, and listen. */
function start() {
  for (const card of document.querySelectorAll(".drawing .card")) {
    card.setAttribute("role", "button");
    card.setAttribute("tabindex", "0");
    card.setAttribute("aria-pressed", "false");
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
  form.querySelector("button").addEventListener("click", () => {
    form.reset();
    pick(null);
  });
  document.addEventListener("click", (event) => {
    const card = within(event, ".drawing .card");
    if (card) pick(card);
  });
  document.addEventListener("keydown", (event) => {
    const card = within(event, ".drawing .card");
    if (event.key === "Escape" && picked) pick(picked);
    if (!card || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    pick(card);
  });
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      light(within(event, "article.chain")?.dataset.number ?? "");
    });
  }
  // A browser may bring back what was filled in before the page was loaded again.
  if ([...form.querySelectorAll("input")].some(isUsed)) apply();
  else count(chains.length);
}

if (form) start();

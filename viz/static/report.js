// Filter and highlight: the list, the findings and the drawings move together.
// Without this script the page says the same; nothing is hidden, nothing can be picked.

/** @typedef {{number: string, element: HTMLElement}} Chain */

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.filter"));

/** @type {Chain[]} */
const chains = [...document.querySelectorAll("article.chain")].map((element) => ({
  number: /** @type {HTMLElement} */ (element).dataset.number ?? "",
  element: /** @type {HTMLElement} */ (element),
}));

/** Everything that shows chains beside the list: findings, cards, links. */
const members = [...document.querySelectorAll("[data-chains]")].map((element) => ({
  element,
  numbers: numbersOf(element),
}));

/** Members by the number of a chain. @type {Map<string, Element[]>} */
const byChain = new Map(chains.map(({ number }) => [number, []]));
for (const { element, numbers } of members) {
  for (const number of numbers) byChain.get(number)?.push(element);
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
  for (const { element, numbers } of members) {
    const off = !numbers.some((number) => shown.has(number));
    if (element instanceof SVGElement) element.classList.toggle("off", off);
    else /** @type {HTMLElement} */ (element).hidden = off;
  }
  for (const figure of document.querySelectorAll("figure.sheet")) {
    figure.hidden = !figure.querySelector(".card:not(.off)");
  }
  const all = shown.size === chains.length;
  form.querySelector("output").textContent = all
    ? `${chains.length} chains`
    : `${shown.size} of ${chains.length} chains`;
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
  for (const element of byChain.get(lit) ?? []) element.classList.remove("lit");
  for (const element of byChain.get(number) ?? []) element.classList.add("lit");
  lit = number;
}

/** @param {Event} event @param {string} selector @returns {HTMLElement | null} */
function within(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
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
  apply();
}

if (form) start();

// Where the drawing happens: two canvases, one above the other, and a line read aloud.

const FILL = { position: "absolute", inset: "0", width: "100%", height: "100%" };
const UNSEEN = {
  position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", margin: "0",
};
const LABELS = {
  en: "Drawing: arrow keys walk, E goes along the relations, Enter opens, + expands; the table says the same",
  zh: "关系图：方向键移动，E 键逐一选关系，回车打开，加号展开；下方表格内容相同",
};

/** @param {HTMLElement} element @param {string} language
 * @returns {{base: HTMLCanvasElement, front: HTMLCanvasElement, said: HTMLElement}} */
export function setStage(element, language) {
  const make = (name) => element.appendChild(document.createElement(name));
  Object.assign(element.style, { position: "relative", overflow: "hidden" });
  const [base, front, said] = [make("canvas"), make("canvas"), make("p")];
  Object.assign(base.style, FILL, { transformOrigin: "0 0" });
  Object.assign(front.style, FILL, { touchAction: "none" });
  Object.assign(said.style, UNSEEN);
  base.setAttribute("aria-hidden", "true");
  front.tabIndex = 0;
  front.setAttribute("role", "application");
  front.setAttribute("aria-label", language === "zh" ? LABELS.zh : LABELS.en);
  said.setAttribute("aria-live", "polite");
  return { base, front, said };
}

// The drawing of the report, to be moved by hand, and its table; both follow the filter.

import { GraphView } from "./view/graph_view.js";
import { TableTwin } from "./view/table_twin.js";

const section = /** @type {HTMLElement | null} */ (document.querySelector("#explore"));

/** The chains that the filter lets through; null before it was used. @type {Set<string> | null} */
let wanted = null;

/** Draw as soon as the section comes near, so that a long page is usable before.
 * @param {HTMLElement} section */
function explore(section) {
  section.hidden = false;
  document.addEventListener("chains", (event) => {
    wanted = /** @type {CustomEvent<Set<string>>} */ (event).detail;
  });
  const near = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    begin(section);
  }, { rootMargin: "400px" });
  near.observe(section);
}

/** @param {HTMLElement} section */
function begin(section) {
  const graph = JSON.parse(document.querySelector("#things").textContent);
  const view = new GraphView(section.querySelector(".view"), { language: "en" });
  view.add(graph);
  const table = new TableTwin(section.querySelector(".twins"), { language: "en" });
  const details = section.querySelector("details");
  const fill = () => {
    if (!details.open || table.model.nodes.size) return;
    table.add(graph);
    follow(graph, [table]);
  };
  details.addEventListener("toggle", fill);
  fill();
  view.on("select", (names) => table.select(names));
  view.on("open", (uid) => {
    const chain = graph.nodes.find((node) => node.uid === uid)?.chains[0];
    if (chain) location.hash = `chain-${chain}`;
  });
  table.on("select", (names) => view.select(names));
  document.addEventListener("chains", () => follow(graph, [view, table]));
  follow(graph, [view]);
  listenButtons(section, view);
}

/** Show of drawing and table what the filter lets through. */
function follow(graph, parts) {
  if (!wanted) return;
  const off = ({ chains }) => !chains.some((number) => wanted.has(String(number)));
  const [hidden, shown] = [graph.nodes.filter(off), graph.nodes.filter((node) => !off(node))];
  for (const part of parts) {
    part.hide(shown.map(({ uid }) => uid), false);
    part.hide(hidden.map(({ uid }) => uid));
  }
}

/** @param {HTMLElement} section @param {GraphView} view */
function listenButtons(section, view) {
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const acts = {
    fit: () => view.fit(),
    tidy: () => view.tidy(),
    closer: () => view.zoom(1.25),
    farther: () => view.zoom(0.8),
    svg: () => save(new Blob([view.svg()], { type: "image/svg+xml" }), "chains.svg"),
    png: async () => save(await view.png(), "chains.png"),
  };
  for (const button of section.querySelectorAll("button[data-act]")) {
    button.addEventListener("click", acts[button.dataset.act]);
  }
}

if (section) explore(section);

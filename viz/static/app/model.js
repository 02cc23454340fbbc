// What was loaded so far: things, edges and chains, and which of them the filters let
// through. Nothing here draws.

import { state } from "./state.js";

/** @typedef {{uid: string, label: string, name: string, name_zh: string, name_en: string, pinyin: string, kind: string, note: string, provenance: string, degree: number}} Thing */
/** @typedef {{key: string, type: string, from: string, to: string, tender: string, part: string, grade: string, provenance: string, inferred: boolean, quote: string, count: number, stage: string, modality: string, date: string, amount: number | null, currency: string, tax: string}} Edge */
/** @typedef {Record<string, any>} Chain */

export const FACETS = ["grade", "type", "stage", "modality", "provenance", "source"];

export class Model {
  constructor() {
    /** @type {Map<string, Thing>} */ this.things = new Map();
    /** @type {Map<string, Edge>} */ this.edges = new Map();
    /** @type {Map<string, Chain>} */ this.chains = new Map();
    /** @type {string[]} */ this.notes = [];
    this.truncated = false;
  }

  clear() {
    for (const kept of [this.things, this.edges, this.chains]) kept.clear();
    this.notes = [];
    this.truncated = false;
  }

  /** @param {Thing[]} things */
  addThings(things) {
    for (const thing of things) this.things.set(thing.uid, thing);
  }

  /** @param {Edge[]} edges */
  addEdges(edges) {
    for (const edge of edges) if (!this.edges.has(edge.key)) this.edges.set(edge.key, edge);
  }

  /** Chains and paths, whose hops become edges, too.
   * @param {Chain[]} rows */
  addChains(rows) {
    for (const row of rows) {
      this.chains.set(row.key, row);
      this.addEdges(row.hops.map((/** @type {any} */ hop) => hopEdge(hop, row)));
    }
  }

  /** How often each value of each facet occurs among all that was loaded.
   * @returns {Record<string, [string, number][]>} */
  counts() {
    /** @type {Record<string, [string, number][]>} */
    const found = {};
    const items = this.chains.size ? [...this.chains.values()].map(facetsOfChain) : [...this.edges.values()].map(facetsOfEdge);
    for (const facet of FACETS) {
      const counted = /** @type {Map<string, number>} */ (new Map());
      for (const item of items) for (const value of item[facet]) if (value) counted.set(value, (counted.get(value) ?? 0) + 1);
      found[facet] = [...counted].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    }
    return found;
  }

  /** The chains that the filters let through. @returns {Chain[]} */
  shownChains() {
    return [...this.chains.values()].filter((chain) => passes(facetsOfChain(chain), chain.date, chain.amount));
  }

  /** The edges that the filters let through: those of shown chains, and others.
   * @returns {Edge[]} */
  shownEdges() {
    const ofChains = new Set([...this.chains.values()].flatMap((chain) => chain.hops.map((/** @type {any} */ hop) => hop.key)));
    const shown = new Set(this.shownChains().flatMap((chain) => chain.hops.map((/** @type {any} */ hop) => hop.key)));
    return [...this.edges.values()].filter((edge) =>
      (ofChains.has(edge.key) ? shown.has(edge.key) : passes(facetsOfEdge(edge), edge.date, edge.amount))
      && !state.hidden.includes(edge.from) && !state.hidden.includes(edge.to));
  }

  /** @param {string} uid @returns {Thing} */
  thing(uid) {
    return this.things.get(uid) ?? { uid, label: "", name: uid, name_zh: "", name_en: "", pinyin: "", kind: "", note: "", provenance: "", degree: 0 };
  }
}

/** @param {any} hop @param {Chain} row @returns {Edge} */
function hopEdge(hop, row) {
  const own = hop.type === row.relation || hop.type === "AWARDED_TO";
  return {
    key: hop.key, type: hop.type, from: hop.from_uid, to: hop.to_uid, tender: row.tender ?? "", part: hop.part, grade: row.grade, provenance: row.provenance, inferred: Boolean(row.inferred), quote: hop.quote, count: hop.documents,
    stage: row.stage ?? "", modality: hop.type === row.relation ? row.modality ?? "" : "", date: row.date ?? "", amount: own && hop.type === "AWARDED_TO" ? row.amount : null, currency: row.currency ?? "", tax: own && hop.type === "AWARDED_TO" ? row.tax ?? "" : "",
  };
}

/** @param {Chain} chain @returns {Record<string, string[]>} */
function facetsOfChain(chain) {
  const paths = chain.hops.map((/** @type {any} */ hop) => hop.path);
  return { grade: [chain.grade], type: [chain.relation ?? (chain.inferred ? "INFERRED" : "")], stage: [chain.stage], modality: [chain.modality], provenance: [chain.provenance], source: [...new Set(/** @type {string[]} */ (paths))] };
}

/** @param {any} edge @returns {Record<string, string[]>} */
function facetsOfEdge(edge) {
  return { grade: [edge.grade], type: [edge.type], stage: [edge.stage], modality: [edge.modality], provenance: [edge.provenance], source: [edge.path] };
}

/** @param {Record<string, string[]>} facets @param {string} [date] @param {number | null} [amount] */
function passes(facets, date, amount) {
  const { since, until, least, ...chosen } = state.filters;
  if (since?.[0] && (!date || date < since[0])) return false;
  if (until?.[0] && (!date || date.slice(0, 10) > until[0])) return false;
  if (least?.[0] && (amount ?? -1) < Number(least[0])) return false;
  return Object.entries(chosen).every(([facet, values]) => !values.length || facets[facet]?.some((value) => values.includes(value)));
}

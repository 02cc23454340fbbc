// What is drawn: nodes by uid, edges by key, who is joined to whom. No DOM, no places.

/** @typedef {{uid: string, label: string, name: string, name_zh?: string, name_en?: string,
 *   kind?: string, note?: string, column?: number, at?: string}} Thing */
/** @typedef {{key: string, type: string, from: string, to: string, tender?: string,
 *   part?: string, grade?: string, provenance?: string, inferred?: boolean, quote?: string,
 *   count?: number, verb?: string, stage?: string, modality?: string}} Relation */
/** @typedef {{thing: Thing, x: number, y: number, placed: boolean, hidden: boolean,
 *   pinned: boolean, more: number, edges: Set<Edge>}} Node */
/** @typedef {{relation: Relation, from: Node, to: Node, points: number[], hidden: boolean}} Edge */

/** Things and relations, each once; the newest word on one counts. */
export class Model {
  constructor() {
    /** @type {Map<string, Node>} */ this.nodes = new Map();
    /** @type {Map<string, Edge>} */ this.edges = new Map();
  }

  /** Add what is new, and return the nodes that were not there before.
   * A relation with an end that is not known is left out.
   * @param {{nodes?: Thing[], edges?: Relation[]}} part @returns {Node[]} */
  add({ nodes = [], edges = [] }) {
    const fresh = [];
    for (const thing of nodes) {
      const known = this.nodes.get(thing.uid);
      if (known) {
        known.thing = { ...known.thing, ...thing };
        continue;
      }
      const node = {
        thing, x: 0, y: 0, placed: false, hidden: false, pinned: false, more: 0, edges: new Set(),
      };
      this.nodes.set(thing.uid, node);
      fresh.push(node);
    }
    for (const relation of edges) this.join(relation);
    return fresh;
  }

  /** @param {Relation} relation */
  join(relation) {
    const from = this.nodes.get(relation.from);
    const to = this.nodes.get(relation.to);
    const known = this.edges.get(relation.key);
    if (known) known.relation = { ...known.relation, ...relation };
    if (known || !from || !to) return;
    const edge = { relation, from, to, points: [], hidden: false };
    this.edges.set(relation.key, edge);
    from.edges.add(edge);
    to.edges.add(edge);
  }

  clear() {
    this.nodes.clear();
    this.edges.clear();
  }

  /** @returns {Node[]} the nodes that are not hidden */
  shown() {
    return [...this.nodes.values()].filter((node) => !node.hidden);
  }

  /** @returns {Edge[]} the edges that are shown */
  lines() {
    return [...this.edges.values()].filter(isShown);
  }
}

/** @param {Edge} edge @returns {boolean} whether neither it nor an end of it is hidden */
export function isShown(edge) {
  return !edge.hidden && !edge.from.hidden && !edge.to.hidden;
}

/** @param {Node} node @param {Edge} edge @returns {Node} the other end */
export function across(node, edge) {
  return edge.from === node ? edge.to : edge.from;
}

// Draws the network of the page with vis-network, which pyvis brings along.
(() => {
  "use strict";
  const graph = JSON.parse(document.getElementById("graph").textContent);
  const options = typeof graph.options === "string" ? JSON.parse(graph.options) : graph.options;
  options.layout = { ...options.layout, randomSeed: 7, improvedLayout: graph.nodes.length <= 100 };
  options.nodes = { font: { color: "#1a1d21", size: 14 }, margin: 8, widthConstraint: { maximum: 190 }, ...options.nodes };
  options.edges = { font: { color: "#5d646d", size: 11 }, ...options.edges };
  const network = new vis.Network(
    document.getElementById("network"),
    { nodes: new vis.DataSet(graph.nodes), edges: new vis.DataSet(graph.edges) },
    options,
  );
  network.once("afterDrawing", () => network.fit());
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  find.addEventListener("input", () => {
    const words = find.value.trim().toLowerCase();
    const hits = words
      ? graph.nodes.filter((node) => `${node.label} ${node.title}`.toLowerCase().includes(words))
      : [];
    const ids = hits.map((node) => node.id);
    network.selectNodes(ids.slice(0, 500));
    found.textContent = words ? `${ids.length} found` : "";
    if (ids.length) network.fit({ nodes: ids.slice(0, 50), maxZoomLevel: 1.2 });
  });
  window.network = network;
})();

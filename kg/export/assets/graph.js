// The graph, drawn by sigma.
const view = { sigma: null, graph: null, hovered: null };

function startGraph() {
  const { Sigma, MultiDirectedGraph, EdgeArrowProgram, EdgeCurvedArrowProgram, indexParallelEdgesIndex, drawDiscNodeLabel } = kgVendor;
  const graph = new MultiDirectedGraph();
  const largest = data.nodes.reduce((most, node) => Math.max(most, node.size), 1);
  const scale = Math.min(1, 24 / largest) * (data.nodes.length > 1500 ? 0.6 : data.nodes.length > 400 ? 0.8 : 1);
  data.nodes.forEach((node, number) => graph.addNode(String(number), { x: node.x, y: node.y, size: Math.max(2, node.size * scale), label: node.label, kindOf: node.type }));
  data.edges.forEach((edge, number) => graph.addEdgeWithKey(String(number), String(edge.source), String(edge.target), { size: 1.5 + Math.log2(edge.weight) * 0.9, relation: edge.relation }));
  indexParallelEdgesIndex(graph, { edgeIndexAttribute: "at", edgeMinIndexAttribute: "low", edgeMaxIndexAttribute: "high" });
  graph.forEachEdge((edge, { at, low, high }) => {
    const bend = typeof low === "number" ? (at ? at / Math.max(Math.abs(low), high) : 0) * 0.35 : typeof at === "number" ? 0.1 + 0.12 * at : 0;
    graph.mergeEdgeAttributes(edge, { type: bend ? "curved" : "straight", curvature: bend });
  });
  try {
    view.sigma = new Sigma(graph, $("stage"), {
      edgeProgramClasses: { straight: EdgeArrowProgram, curved: EdgeCurvedArrowProgram },
      defaultEdgeType: "straight",
      enableEdgeEvents: true,
      allowInvalidContainer: true,
      hideEdgesOnMove: data.edges.length > 8000,
      labelFont: getComputedStyle(document.body).fontFamily,
      labelSize: 12,
      labelDensity: 1,
      labelGridCellSize: 90,
      labelRenderedSizeThreshold: 4,
      minEdgeThickness: data.edges.length > 3000 ? 0.7 : 1.3,
      zIndex: true,
      stagePadding: 40,
      nodeReducer,
      edgeReducer,
      defaultDrawNodeLabel: (context, item, settings) => { haloed(context, item, settings); drawDiscNodeLabel(context, item, settings); },
      defaultDrawNodeHover: (context, item, settings) => { haloed(context, item, settings); drawDiscNodeLabel(context, item, settings); },
    });
  } catch (error) {
    console.warn("kg: no WebGL:", error.message);
    $("no-graph").hidden = false;
    return false;
  }
  view.graph = graph;
  const cursor = (name) => () => { $("stage").style.cursor = name; };
  view.sigma.on("clickNode", ({ node }) => select({ kind: "node", number: Number(node) }));
  view.sigma.on("clickEdge", ({ edge }) => select({ kind: "edge", number: Number(edge) }));
  view.sigma.on("clickStage", () => select(null));
  view.sigma.on("doubleClickNode", (event) => { event.preventSigmaDefault(); focusOn(Number(event.node)); });
  view.sigma.on("enterNode", ({ node }) => { view.hovered = node; cursor("pointer")(); view.sigma.refresh({ skipIndexation: true }); });
  view.sigma.on("leaveNode", () => { view.hovered = null; cursor("")(); view.sigma.refresh({ skipIndexation: true }); });
  view.sigma.on("enterEdge", cursor("pointer"));
  view.sigma.on("leaveEdge", cursor(""));
  listeners.push((what) => {
    if (what === "theme") paint();
    if (state.view === "graph") view.sigma.refresh({ skipIndexation: what !== "filtered" && what !== "theme" });
    if (what === "moved") travel();
  });
  paint();
  return true;
}

function paint() {
  view.sigma.setSetting("labelColor", { color: getComputedStyle(document.documentElement).getPropertyValue("--ink").trim() });
}

// A ground of the page's colour behind each label keeps it readable above edges.
function haloed(context, item, settings) {
  if (!item.label) return;
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = mixed("#ffffff", 0);
  context.strokeText(item.label, item.x + item.size + 3, item.y + settings.labelSize / 3);
}

function centre() {
  if (view.hovered !== null) return Number(view.hovered);
  return state.selected?.kind === "node" ? state.selected.number : null;
}

function near(number, middle) {
  if (number === middle) return true;
  return view.graph?.areNeighbors(String(number), String(middle)) ?? false;
}

function nodeReducer(key, attributes) {
  const number = Number(key);
  if (!shown.nodes.has(number)) return { ...attributes, hidden: true, label: "" };
  const middle = centre(), colour = data.colours.types[attributes.kindOf] ?? data.colours.other;
  const edge = state.selected?.kind === "edge" ? data.edges[state.selected.number] : null;
  const bright = edge ? number === edge.source || number === edge.target : middle === null || near(number, middle);
  return { ...attributes, color: bright ? colour : mixed(colour, 0.18), label: bright ? attributes.label : "", zIndex: bright ? 1 : 0,
    forceLabel: number === middle || Boolean(edge && bright), highlighted: number === middle };
}

function edgeReducer(key, attributes) {
  const number = Number(key);
  if (!shown.edges.has(number)) return { ...attributes, hidden: true };
  const { source, target } = data.edges[number];
  const middle = centre(), colour = data.colours.relations[attributes.relation] ?? data.colours.other;
  const chosen = state.selected?.kind === "edge" && state.selected.number === number;
  const touched = middle !== null && (source === middle || target === middle);
  const quiet = middle !== null || state.selected?.kind === "edge";
  return { ...attributes, color: chosen || touched ? colour : mixed(colour, quiet ? 0.1 : data.edges.length > 3000 ? 0.35 : 0.6), size: attributes.size * (chosen ? 2.5 : touched ? 1.4 : 1), zIndex: chosen || touched ? 1 : 0 };
}

function travel() {
  const at = view.sigma.getNodeDisplayData(String(state.selected.number));
  if (!at) return;
  const ratio = Math.min(view.sigma.getCamera().ratio, 0.5);
  view.sigma.getCamera().animate({ x: at.x + 0.12 * ratio, y: at.y, ratio }, { duration: 350 }); // to the left of the panel
}

function moveGraph(action) {
  const camera = view.sigma?.getCamera();
  if (!camera) return;
  const { x, y, ratio } = camera.getState();
  const step = 0.12 * ratio;
  const actions = { in: () => camera.animatedZoom({ duration: 200 }), out: () => camera.animatedUnzoom({ duration: 200 }), all: () => camera.animatedReset({ duration: 300 }),
    left: () => camera.setState({ x: x - step, y, ratio }), right: () => camera.setState({ x: x + step, y, ratio }),
    up: () => camera.setState({ x, y: y + step, ratio }), down: () => camera.setState({ x, y: y - step, ratio }) };
  actions[action]();
}

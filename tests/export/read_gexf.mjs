// Reads a GEXF file with graphology-gexf, the parser of Gephi Lite, as a directed multigraph and without leniency; prints it as JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { MultiDirectedGraph } = require("graphology");
const gexf = require("graphology-gexf");
const graph = gexf.parse(MultiDirectedGraph, readFileSync(process.argv[2], "utf8"), { respectInputGraphType: true });
console.log(JSON.stringify({
  nodes: graph.mapNodes((id, attributes) => ({ id, ...attributes })),
  edges: graph.mapEdges((id, attributes, source, target) => ({ id, source, target, ...attributes })),
}));

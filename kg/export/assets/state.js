// The data of the page, what is chosen, and who is told when that changes. Labels are foreign text: they only ever become text nodes.
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const state = { year: null, types: null, relations: null, statuses: null, sources: 1, focus: null, selected: null, view: "graph" };
const listeners = [];

function changed(what) {
  for (const listen of listeners) listen(what);
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, call] of Object.entries(value)) made.addEventListener(event, call);
    else if (key === "colour") made.style.background = value;
    else if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const relationName = (relation) => data.labels[relation] ?? relation.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
const yearOf = (day) => (day ? Number(day.slice(0, 4)) : null);

// A day of the timeline is there from its start on; a plan that was opened is gone in the years after.
function inTime(spells) {
  if (!spells.length || state.year === null) return true;
  return spells.some(([from, to]) => (from === null || yearOf(from) <= state.year) && (to === null || yearOf(to) >= state.year));
}

function factShown(fact) {
  const since = yearOf(fact.since);
  return (since === null || state.year === null || since <= state.year) && fact.documents >= state.sources
    && state.relations.has(fact.relation) && state.statuses.has(fact.status ?? "");
}

function edgeShown(edge) {
  return inTime(edge.spells) && state.types.has(data.nodes[edge.source].type) && state.types.has(data.nodes[edge.target].type)
    && (state.focus === null || edge.source === state.focus || edge.target === state.focus)
    && (edge.facts.length ? edge.facts.some((number) => factShown(data.facts[number])) : state.relations.has(edge.relation));
}

let shown = { edges: new Set(), nodes: new Set(), facts: [] };

function filter() {
  const edges = new Set(), nodes = new Set(), facts = new Set();
  data.edges.forEach((edge, number) => {
    if (!edgeShown(edge)) return;
    edges.add(number);
    nodes.add(edge.source).add(edge.target);
    for (const fact of edge.facts) if (factShown(data.facts[fact])) facts.add(fact);
  });
  if (state.focus !== null) nodes.add(state.focus);
  shown = { edges, nodes, facts: [...facts].sort((a, b) => a - b) };
  $("summary").textContent = `${nodes.size.toLocaleString("en")} of ${data.nodes.length.toLocaleString("en")} things, ${facts.size.toLocaleString("en")} of ${data.facts.length.toLocaleString("en")} facts`;
}

function money(amount, currency) {
  if (amount === null || amount === undefined) return null;
  const [size, word] = amount >= 1e12 ? [1e12, "tn"] : amount >= 1e9 ? [1e9, "bn"] : amount >= 1e6 ? [1e6, "m"] : [1, ""];
  return `${(amount / size).toLocaleString("en", { maximumFractionDigits: 2 })}${word}${currency ? " " + currency : ""}`;
}

const mixtures = new Map();

function mixed(colour, share) {
  const key = `${document.documentElement.dataset.theme}${colour}${share}`;
  if (!mixtures.has(key)) {
    const back = document.documentElement.dataset.theme === "dark" ? [15, 20, 27] : [246, 247, 249];
    const parts = [1, 3, 5].map((place, number) => Math.round(parseInt(colour.slice(place, place + 2), 16) * share + back[number] * (1 - share)));
    mixtures.set(key, "#" + parts.map((part) => part.toString(16).padStart(2, "0")).join(""));
  }
  return mixtures.get(key);
}

// The table of facts, tabs, keys, and the start.
let rows = 200;

function drawTable() {
  if (state.view !== "facts") return;
  $("rows").replaceChildren(...shown.facts.slice(0, rows).map((number) => {
    const fact = data.facts[number];
    const open = () => select({ kind: "fact", number });
    return element("tr", { tabindex: "0", on: { click: open, keydown: (event) => { if (event.key === "Enter" && event.target.tagName === "TR") open(); } } },
      element("td", {}, nameOf(fact.subject)), element("td", {}, relationName(fact.relation)), element("td", {}, nameOf(fact.object)),
      element("td", { class: "number" }, money(fact.amount, fact.currency) ?? ""), element("td", {}, fact.since ?? ""), element("td", {}, fact.status ?? ""),
      element("td", { class: "number" }, String(fact.documents)));
  }));
  $("more").hidden = shown.facts.length <= rows;
}

function show(name) {
  state.view = name;
  for (const other of ["graph", "map", "facts"]) {
    $(other).hidden = other !== name;
    $(`tab-${other}`).setAttribute("aria-selected", String(other === name));
    $(`tab-${other}`).tabIndex = other === name ? 0 : -1;
  }
  document.querySelector(".zoom").hidden = name === "facts";
  changed("view");
}

function act(action) {
  if (state.view === "graph") moveGraph(action);
  else if (state.view === "map") moveMap(action);
}

function startKeys() {
  const tabs = ["graph", "map", "facts"];
  tabs.forEach((name, place) => {
    $(`tab-${name}`).onclick = () => show(name);
    $(`tab-${name}`).onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(place + step + tabs.length) % tabs.length];
      show(next);
      $(`tab-${next}`).focus();
    };
  });
  for (const action of ["in", "out", "all"]) $(`zoom-${action}`).onclick = () => act(action);
  document.querySelector(".skip").onclick = () => show("facts");
  $("more").onclick = () => { rows += 500; drawTable(); };
  $("theme").onclick = () => {
    document.documentElement.dataset.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    changed("theme");
  };
  const moves = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", "+": "in", "=": "in", "-": "out", 0: "all" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, [role=tablist]")) return;
    if (event.key === "/") { event.preventDefault(); $("search").focus(); $("search").select(); }
    else if (event.key === "Escape") select(null);
    else if (moves[event.key] && state.view !== "facts" && !event.target.closest("#details, #filters")) { event.preventDefault(); act(moves[event.key]); }
  });
}

if (document.documentElement.dataset.theme === "light" && matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";
startFilters();
filter();
startKeys();
startMap();
listeners.push((what) => { if (["filtered", "view"].includes(what)) drawTable(); });
if (!startGraph()) show(data.sites.length ? "map" : "facts");
document.documentElement.dataset.ready = "true";

// Search, years and the boxes to tick.
function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function choices(box, counts, chosen, label, mark) {
  box.replaceChildren(...counts.map(([value, count]) => {
    const tick = element("input", { type: "checkbox", value, on: { change: () => { tick.checked ? chosen.add(value) : chosen.delete(value); refilter(); } } });
    tick.checked = chosen.has(value);
    return element("label", { class: "choice" }, tick, mark ? mark(value) : null, element("span", { title: label(value) }, label(value)), element("small", {}, String(count)));
  }));
}

function refilter() {
  filter();
  changed("filtered");
}

function focusOn(number) {
  state.focus = number;
  const box = $("focus");
  box.hidden = number === null;
  box.replaceChildren();
  if (number !== null) box.append(`Only around ${data.nodes[number].label}`, element("button", { type: "button", "aria-label": "Show everything", on: { click: () => focusOn(null) } }, "✕"));
  refilter();
  if (state.selected?.kind === "node") select(state.selected, true);
}

function startFilters() {
  const types = tally(data.nodes.map((node) => node.type));
  const relations = tally(data.edges.flatMap((edge) => (edge.facts.length ? edge.facts.map((fact) => data.facts[fact].relation) : [edge.relation])));
  const statuses = tally(data.facts.map((fact) => fact.status ?? ""));
  state.types = new Set(types.map(([value]) => value));
  state.relations = new Set(relations.map(([value]) => value));
  state.statuses = new Set([...statuses.map(([value]) => value), ""]);
  const drawRelations = () => choices($("relations"), relations, state.relations, relationName, (value) => element("i", { class: "dash", colour: data.colours.relations[value] ?? data.colours.other }));
  choices($("types"), types, state.types, (value) => value, (value) => element("i", { class: "dot", colour: data.colours.types[value] ?? data.colours.other }));
  drawRelations();
  choices($("statuses"), statuses, state.statuses, (value) => value || "not told", (value) => element("i", { class: "dot", colour: data.colours.stages[value] ?? "transparent" }));
  $("relations-all").onclick = () => { relations.forEach(([value]) => state.relations.add(value)); drawRelations(); refilter(); };
  $("relations-none").onclick = () => { state.relations.clear(); drawRelations(); refilter(); };
  startYears();
  const most = Math.max(1, ...data.facts.map((fact) => fact.documents));
  $("sources").max = String(Math.min(most, 20));
  $("sources").disabled = most < 2;
  const drawSources = () => { $("sources-shown").textContent = state.sources === 1 ? "1 doc" : `${state.sources} docs`; };
  $("sources").oninput = () => { state.sources = Number($("sources").value); drawSources(); refilter(); };
  drawSources();
  startSearch();
}

function startYears() {
  const years = data.facts.map((fact) => yearOf(fact.since)).filter((year) => year !== null);
  const slider = $("year");
  if (!years.length) { slider.closest("fieldset").hidden = true; return; }
  const first = years.reduce((a, b) => Math.min(a, b)), last = years.reduce((a, b) => Math.max(a, b));
  const counts = new Map(tally(years));
  const highest = Math.max(...counts.values());
  const bars = [];
  for (let year = first; year <= last; year++) {
    const bar = element("i", { title: `${year}: ${counts.get(year) ?? 0}` });
    bar.style.height = `${(100 * Math.sqrt((counts.get(year) ?? 0) / highest)).toFixed(1)}%`;
    bars.push(bar);
  }
  $("years").replaceChildren(...bars);
  Object.assign(slider, { min: String(first), max: String(last) });
  slider.value = String(last);
  const show = () => {
    state.year = Number(slider.value) === last ? null : Number(slider.value);
    $("year-shown").textContent = slider.value;
    slider.setAttribute("aria-valuetext", state.year === null ? `${last}, all years` : `until ${slider.value}`);
    bars.forEach((bar, place) => bar.classList.toggle("later", first + place > Number(slider.value)));
  };
  slider.oninput = () => { stop(); show(); refilter(); };
  let timer = null;
  const stop = () => { clearInterval(timer); timer = null; $("play").textContent = "▶"; };
  $("play").onclick = () => {
    if (timer !== null) return stop();
    if (Number(slider.value) >= last) slider.value = String(first);
    $("play").textContent = "❚❚";
    timer = setInterval(() => {
      if (Number(slider.value) >= last) return stop();
      slider.value = String(Number(slider.value) + 1);
      show();
      refilter();
    }, 900);
    show();
    refilter();
  };
  show();
}

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function startSearch() {
  const keys = data.nodes.map((node) => [node.label, ...node.aliases].map(folded));
  const box = $("search"), list = $("found");
  let results = [], at = -1;
  const close = () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); at = -1; };
  const mark = (place) => {
    at = place;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at >= 0) { box.setAttribute("aria-activedescendant", `found-${at}`); list.children[at].scrollIntoView({ block: "nearest" }); }
  };
  const take = (number) => { close(); box.value = data.nodes[number].label; select({ kind: "node", number }, true); };
  box.oninput = () => {
    const wanted = folded(box.value.trim());
    if (!wanted) return close();
    const score = (names) => Math.min(...names.map((name) => (name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(" " + wanted) ? 2 : name.includes(wanted) ? 3 : 9)));
    results = keys.map((names, number) => [score(names), number]).filter(([value]) => value < 9)
      .sort((a, b) => a[0] - b[0] || data.nodes[b[1]].degree - data.nodes[a[1]].degree).slice(0, 12).map(([, number]) => number);
    list.replaceChildren(...results.map((number, place) => {
      const node = data.nodes[number];
      return element("li", { role: "option", id: `found-${place}`, "aria-selected": "false", on: { mousedown: (event) => { event.preventDefault(); take(number); } } },
        element("i", { class: "dot", colour: data.colours.types[node.type] ?? data.colours.other }), node.label, element("small", {}, node.kind ?? node.type));
    }));
    if (!results.length) list.append(element("li", {}, "Nothing found"));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(results.length ? 0 : -1);
  };
  box.onkeydown = (event) => {
    if (event.key === "ArrowDown" && results.length) { event.preventDefault(); mark((at + 1) % results.length); }
    else if (event.key === "ArrowUp" && results.length) { event.preventDefault(); mark((at + results.length - 1) % results.length); }
    else if (event.key === "Enter" && at >= 0) take(results[at]);
    else if (event.key === "Escape") { close(); box.blur(); event.stopPropagation(); }
  };
  box.onblur = close;
}

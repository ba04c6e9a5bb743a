// The panel that shows a thing, an edge or a site with its facts, and for each fact the sentences and where they stand.
function select(what, move = false) {
  state.selected = what;
  const panel = $("details");
  panel.replaceChildren();
  panel.hidden = what === null;
  if (what !== null) {
    panel.append(element("button", { type: "button", class: "close", "aria-label": "Close", on: { click: () => select(null) } }, "✕"));
    panel.append(...{ node: aboutNode, edge: aboutEdge, site: aboutSite, arc: aboutArc, fact: aboutFact }[what.kind](what.number));
    panel.scrollTop = 0;
  }
  changed("selected");
  if (move && what?.kind === "node") changed("moved");
}

function nameOf(number) {
  return element("button", { type: "button", class: "name", on: { click: () => select({ kind: "node", number }, true) } }, data.nodes[number].label);
}

function aboutNode(number) {
  const node = data.nodes[number];
  const facts = new Set(data.edges.flatMap((edge) => (edge.source === number || edge.target === number ? edge.facts : [])));
  const acts = element("div", { class: "act" });
  acts.append(element("button", { type: "button", on: { click: () => focusOn(state.focus === number ? null : number) } },
    state.focus === number ? "Show everything" : "Only this and its neighbours"));
  if (/^Q[0-9]+$/.test(node.wikidata ?? "")) acts.append(link("https://www.wikidata.org/wiki/" + node.wikidata, "Wikidata"));
  return [
    element("h2", {}, node.label),
    element("p", { class: "about" }, [node.type, node.kind, node.country].filter(Boolean).join(" · ")),
    node.aliases.length ? element("p", { class: "about" }, "Also: " + node.aliases.slice(0, 8).join(", ")) : null,
    acts,
    ...listed([...facts]),
  ].filter(Boolean);
}

function aboutEdge(number) {
  const edge = data.edges[number];
  return [
    element("h2", {}, nameOf(edge.source), " ", edge.relation.split(" | ").map(relationName).join(", "), " ", nameOf(edge.target)),
    ...listed(edge.facts),
  ];
}

function aboutSite(number) {
  const site = data.sites[number];
  const told = [site.capacity ? `${site.capacity.toLocaleString("en")} MW` : null, site.count ? `${site.count} sites` : null, money(site.amount, site.currency)];
  return [
    element("h2", {}, site.name ?? `${data.nodes[site.company].label}, ${data.nodes[site.place].label}`),
    element("p", { class: "about" }, nameOf(site.company), " in ", nameOf(site.place)),
    element("p", { class: "about" }, [site.facility.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase(), ...told].filter(Boolean).join(" · ")),
    site.at ? element("p", { class: "about" }, `Drawn at ${site.at}: the exact place is not known`) : null,
    element("p", { class: "about" }, site.history.map(([day, stage]) => `${day} ${stage}`).join(" → ")),
    ...listed(site.facts),
  ].filter(Boolean);
}

function aboutArc(number) {
  return aboutFact(data.arcs[number].fact);
}

function aboutFact(number) {
  const fact = data.facts[number];
  return [element("h2", {}, nameOf(fact.subject), " ", relationName(fact.relation), " ", nameOf(fact.object)), ...listed([number])];
}

function listed(numbers) {
  const facts = numbers.map((number) => data.facts[number]);
  const now = facts.filter(factShown);
  now.sort((a, b) => rank(a) - rank(b) || (a.relation < b.relation ? -1 : a.relation > b.relation ? 1 : (b.since ?? "").localeCompare(a.since ?? "")));
  const parts = [];
  let relation = null;
  for (const fact of now.slice(0, 200)) {
    if (fact.relation !== relation) {
      relation = fact.relation;
      parts.push(element("h3", {}, relationName(relation)));
    }
    parts.push(factBox(fact));
  }
  if (facts.length > now.length) parts.push(element("p", { class: "about" }, `${facts.length - now.length} more are hidden by the filters`));
  return parts;
}

// Money first, then sites, then ties between companies, then people and homes.
function rank({ relation }) {
  if (/^(investsIn|acquires|raisesFunding)$/.test(relation)) return 0;
  if (/^(plans|builds|operates|cancels)/.test(relation)) return 1;
  return /^(holdsPosition|basedIn)$/.test(relation) ? 3 : 2;
}

function factBox(fact) {
  const tags = [money(fact.amount, fact.currency), ...fact.qualifiers, fact.date ?? fact.since, fact.status,
    `${fact.documents} ${fact.documents === 1 ? "document" : "documents"}`, fact.publishers > 1 ? `${fact.publishers} publishers` : null,
    fact.confidence ? `confidence ${fact.confidence}` : null];
  const box = element("div", { class: "fact" },
    element("p", {}, nameOf(fact.subject), " → ", nameOf(fact.object)),
    element("p", { class: "tags" }, tags.filter(Boolean).join(" · ")));
  for (const [quote, number] of fact.evidence) {
    const source = data.documents[number];
    const told = [source.publisher, source.date].filter(Boolean).join(", ") || "source";
    const cite = element("cite", {}, source.url ? link(source.url, source.headline || told) : source.headline, source.headline ? ` · ${told}` : source.url ? "" : told);
    if (source.digest) cite.append(` · digest of ${source.digest}, our words`);
    box.append(element("blockquote", {}, quote, cite));
  }
  if (fact.more) box.append(element("p", { class: "tags" }, `and ${fact.more} more`));
  return box;
}

// Only what is plainly a web address becomes a link.
function link(address, text) {
  let safe = false;
  try { safe = ["http:", "https:"].includes(new URL(address).protocol); } catch { safe = false; }
  return safe ? element("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, text) : document.createTextNode(text);
}

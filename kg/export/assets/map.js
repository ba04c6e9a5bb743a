// The map: land and borders, sites by stage, investments as arcs. Miller's projection, in degrees of longitude.
const map = { x: 8, y: -22, zoom: 1, placed: [], land: null, borders: null, hovered: null };
const radians = Math.PI / 180;
const millerY = (latitude) => -(1.25 / radians) * Math.log(Math.tan(Math.PI / 4 + 0.4 * Math.max(-85, Math.min(85, latitude)) * radians));

function outline(lines, closed) {
  const path = new Path2D();
  for (const line of lines) {
    let x = 0, y = 0;
    for (let place = 0; place < line.length; place += 2) {
      x += line[place];
      y += line[place + 1];
      path[place ? "lineTo" : "moveTo"](x / 100, millerY(y / 100));
    }
    if (closed) path.closePath();
  }
  return path;
}

function startMap() {
  map.land = outline(data.world.land, true);
  map.borders = outline(data.world.borders, false);
  data.arcs.forEach((arc) => { arc.path = arc.lines.map((line) => line.map(([x, y]) => [x, millerY(y)])); });
  const canvas = $("world");
  let from = null;
  canvas.onpointerdown = (event) => { from = { x: event.clientX, y: event.clientY, mx: map.x, my: map.y, moved: false }; canvas.setPointerCapture(event.pointerId); };
  canvas.onpointermove = (event) => {
    if (from && event.buttons) {
      const scale = mapScale();
      from.moved ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4;
      map.x = from.mx - (event.clientX - from.x) / scale;
      map.y = from.my - (event.clientY - from.y) / scale;
      drawMap();
    } else hint(event);
  };
  canvas.onpointerup = (event) => {
    const found = from && !from.moved ? hit(event) : null;
    if (from && !from.moved) select(found);
    from = null;
  };
  canvas.onpointerleave = () => { $("hint").hidden = true; };
  canvas.addEventListener("wheel", (event) => { event.preventDefault(); zoomMap(Math.exp(-event.deltaY / 400), event); }, { passive: false });
  new ResizeObserver(() => drawMap()).observe(canvas);
  listeners.push((what) => {
    if (what === "moved" && state.view === "map") {
      const { latitude, longitude } = data.nodes[state.selected.number];
      if (latitude !== null) Object.assign(map, { x: longitude, y: millerY(latitude), zoom: Math.max(map.zoom, 4) });
    }
    drawMap();
  });
}

function mapScale() {
  const canvas = $("world");
  return Math.min(canvas.clientWidth / 362, canvas.clientHeight / 178) * map.zoom;
}

function zoomMap(factor, event) {
  const canvas = $("world"), before = mapScale();
  const zoom = Math.max(0.7, Math.min(60, map.zoom * factor));
  const px = event ? event.offsetX - canvas.clientWidth / 2 : 0, py = event ? event.offsetY - canvas.clientHeight / 2 : 0;
  map.zoom = zoom;
  const after = mapScale();
  map.x += px / before - px / after;
  map.y += py / before - py / after;
  drawMap();
}

function moveMap(action) {
  const step = 60 / mapScale();
  const actions = { in: () => zoomMap(1.5), out: () => zoomMap(1 / 1.5), all: () => Object.assign(map, { x: 8, y: -22, zoom: 1 }), left: () => { map.x -= step; },
    right: () => { map.x += step; }, up: () => { map.y -= step; }, down: () => { map.y += step; } };
  actions[action]();
  drawMap();
}

// The stage that a site had reached by the chosen year; null where it was not yet heard of.
function stageNow(site) {
  if (state.year === null || !site.history.length) return site.stage;
  const past = site.history.filter(([day]) => yearOf(day) <= state.year);
  return past.length ? past[past.length - 1][1] : null;
}

function siteShown(site) {
  return stageNow(site) !== null && state.types.has("Place") && site.documents >= state.sources
    && (state.focus === null || site.company === state.focus || site.place === state.focus) && site.facts.some((number) => factShown(data.facts[number]));
}

function drawMap() {
  if (state.view !== "map") return;
  const canvas = $("world"), ratio = window.devicePixelRatio || 1, { clientWidth: width, clientHeight: height } = canvas;
  if (!width) return;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  const style = getComputedStyle(document.documentElement), colour = (name) => style.getPropertyValue(name).trim();
  const context = canvas.getContext("2d"), scale = mapScale();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colour("--sea");
  context.fillRect(0, 0, width, height);
  context.setTransform(scale * ratio, 0, 0, scale * ratio, (width / 2 - map.x * scale) * ratio, (height / 2 - map.y * scale) * ratio);
  context.fillStyle = colour("--land");
  context.fill(map.land);
  context.strokeStyle = colour("--border");
  context.lineJoin = "round";
  context.lineWidth = 0.8 / scale;
  context.stroke(map.land);
  context.lineWidth = 0.6 / scale;
  context.stroke(map.borders);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const at = (x, y) => [width / 2 + (x - map.x) * scale, height / 2 + (y - map.y) * scale];
  drawArcs(context, at);
  drawSites(context, at, colour("--panel"), colour("--ink"));
}

function drawArcs(context, at) {
  map.drawnArcs = [];
  data.arcs.forEach((arc, number) => {
    if (!factShown(data.facts[arc.fact]) || (state.focus !== null && arc.source !== state.focus && arc.target !== state.focus)) return;
    context.strokeStyle = data.colours.money;
    context.globalAlpha = state.selected?.kind === "arc" && state.selected.number === number ? 1 : 0.45;
    context.lineWidth = arc.amount ? Math.min(5, 1 + Math.log10(Math.max(1, arc.amount / 1e8)) * 1.2) : 1;
    context.beginPath();
    for (const line of arc.path) line.forEach(([x, y], place) => context[place ? "lineTo" : "moveTo"](...at(x, y)));
    context.stroke();
    map.drawnArcs.push([number, arc.path.flat().map(([x, y]) => at(x, y))]);
  });
  context.globalAlpha = 1;
}

function drawSites(context, at, back, ink) {
  const stacks = new Map();
  map.placed = [];
  data.sites.forEach((site, number) => {
    if (!siteShown(site)) return;
    const [x, y] = at(site.longitude, millerY(site.latitude));
    const key = `${Math.round(x / 7)},${Math.round(y / 7)}`;
    const stack = stacks.get(key) ?? [];
    const turn = stack.length * 2.399963, away = 8 * Math.sqrt(stack.length);
    const [sx, sy] = stack.length ? [stack[0].x + away * Math.cos(turn), stack[0].y + away * Math.sin(turn)] : [x, y];
    const place = { number, x: sx, y: sy, stage: stageNow(site), radius: site.capacity ? Math.min(13, 4.5 + Math.sqrt(site.capacity) / 4) : 5 };
    stack.push(place);
    stacks.set(key, stack);
    map.placed.push(place);
  });
  const counts = new Map();
  for (const { number, x, y, stage, radius } of [...map.placed].sort((a, b) => b.radius - a.radius)) {
    const chosen = state.selected?.kind === "site" && state.selected.number === number;
    context.beginPath();
    context.arc(x, y, radius + (chosen ? 2 : 0), 0, 2 * Math.PI);
    context.fillStyle = data.colours.stages[stage] ?? data.colours.other;
    context.globalAlpha = stage === "cancelled" ? 0.6 : 0.92;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = chosen ? 2.5 : 1.2;
    context.strokeStyle = chosen ? ink : back;
    context.stroke();
    counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  drawNames(context, stacks, back, ink);
  $("legend").replaceChildren(...Object.keys(data.colours.stages).filter((stage) => data.sites.some((site) => site.stage === stage || site.history.some((step) => step[1] === stage)))
    .map((stage) => element("div", {}, element("i", { class: "dot", colour: data.colours.stages[stage] }), stage, element("b", {}, String(counts.get(stage) ?? 0)))),
    ...(data.arcs.length ? [element("div", {}, element("i", { class: "dash", colour: data.colours.money }), "investments", element("b", {}, String(map.drawnArcs.length)))] : []));
}

// Names of places, the fullest first, as many as fit without touching.
function drawNames(context, stacks, back, ink) {
  context.font = `11.5px ${getComputedStyle(document.body).fontFamily}`;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const boxes = [];
  for (const stack of [...stacks.values()].sort((a, b) => b.length - a.length)) {
    const { x, y, number, radius } = stack[0];
    const name = data.nodes[data.sites[number].place].label.slice(0, 40);
    const left = x + radius + 4 + (stack.length > 1 ? 8 : 0), box = [left, y - 8, left + context.measureText(name).width, y + 8];
    if (boxes.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    boxes.push(box);
    context.strokeStyle = back;
    context.lineWidth = 3;
    context.strokeText(name, left, y);
    context.fillStyle = ink;
    context.fillText(name, left, y);
  }
}

function hit(event) {
  const site = [...map.placed].sort((a, b) => a.radius - b.radius).find(({ x, y, radius }) => Math.hypot(x - event.offsetX, y - event.offsetY) <= radius + 2);
  if (site) return { kind: "site", number: site.number };
  const arc = (map.drawnArcs ?? []).find(([, points]) => points.some(([x, y], place) => place && beside(event.offsetX, event.offsetY, points[place - 1], [x, y]) < 4));
  return arc ? { kind: "arc", number: arc[0] } : null;
}

function beside(x, y, [ax, ay], [bx, by]) {
  const square = (bx - ax) ** 2 + (by - ay) ** 2;
  if (square > 200 ** 2) return Infinity; // the jump across the antimeridian
  const part = square ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square)) : 0;
  return Math.hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay));
}

function hint(event) {
  const found = hit(event), box = $("hint");
  $("world").style.cursor = found ? "pointer" : "";
  box.hidden = found === null;
  if (!found) return;
  if (found.kind === "site") {
    const site = data.sites[found.number];
    box.textContent = `${data.nodes[site.company].label}: ${site.name ?? data.nodes[site.place].label}, ${stageNow(site)}`;
  } else {
    const arc = data.arcs[found.number];
    box.textContent = [`${data.nodes[arc.source].label} → ${data.nodes[arc.target].label}`, money(arc.amount, arc.currency)].filter(Boolean).join(", ");
  }
  box.style.left = `${Math.min(event.offsetX + 12, $("world").clientWidth - 240)}px`;
  box.style.top = `${event.offsetY + 14}px`;
}

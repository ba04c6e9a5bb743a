// Opens an exported page in Chromium, does what a user would do, and prints what was seen as JSON.
//   node page_in_browser.mjs PAGE PICTURE
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [, , page_path, picture] = process.argv;
const browser = await chromium.launch({
  executablePath: process.env.KG_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const seen = { requests: [], errors: [], dialogs: 0 };
page.on("request", (request) => { if (request.url() !== pathToFileURL(page_path).href) seen.requests.push(request.url()); });
page.on("pageerror", (error) => seen.errors.push(error.message));
page.on("console", (message) => { if (message.type() === "error") seen.errors.push(message.text()); });
page.on("dialog", (dialog) => { seen.dialogs += 1; dialog.dismiss(); });

const started = Date.now();
await page.goto(pathToFileURL(page_path).href);
await page.waitForSelector("html[data-ready]");
await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
seen.ready = Date.now() - started;
if (process.env.KG_ONLY_OPEN) {
  console.log(JSON.stringify(seen));
  await browser.close();
  process.exit(0);
}
seen.title = await page.title();
seen.webgl = await page.locator("#no-graph").isHidden();
seen.summary = await page.locator("#summary").textContent();
await page.waitForTimeout(300);
writeFileSync(picture, await page.locator("main").screenshot());

// search
await page.keyboard.press("/");
await page.keyboard.type(process.env.KG_SEARCH ?? "acme cl");
seen.found = await page.locator("#found li").allTextContents();
await page.keyboard.press("Enter");
seen.heading = await page.locator("#details h2").textContent();
seen.details = await page.locator("#details").textContent();
seen.links = await page.locator("#details a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
await page.keyboard.press("Escape");
await page.evaluate(() => document.activeElement.blur());
await page.keyboard.press("Escape");
seen.closed = await page.locator("#details").isHidden();

// a click on a node of the graph
if (seen.webgl) {
  await page.waitForTimeout(600); // the camera still travels to what was found
  await page.evaluate(() => view.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1 }));
  await page.waitForTimeout(200);
  const at = await page.evaluate(() => {
    const { x, y } = view.sigma.graphToViewport(view.graph.getNodeAttributes("0"));
    const box = document.getElementById("stage").getBoundingClientRect();
    return { x: x + box.left, y: y + box.top, label: data.nodes[0].label };
  });
  for (let tries = 0; tries < 5 && (await page.locator("#details").isHidden()); tries++) { // sigma looks at the pointer once a frame, and a frame can be late
    await page.mouse.move(at.x - 40, at.y - 40);
    await page.mouse.move(at.x, at.y);
    await page.waitForFunction(() => view.hovered === "0", null, { timeout: 3000 }).catch(() => {});
    await page.mouse.click(at.x, at.y);
    await page.waitForTimeout(300);
  }
  seen.clicked = { label: at.label, heading: await page.locator("#details h2").textContent({ timeout: 2000 }).catch(() => null) };
  await page.locator("#details .close").click({ timeout: 2000 }).catch(() => {});

  // and one on an edge
  const edge = await page.evaluate(() => {
    const number = data.edges.findIndex((_, place) => view.graph.getEdgeAttribute(String(place), "type") === "straight");
    const point = (end) => view.sigma.graphToViewport(view.graph.getNodeAttributes(String(end)));
    const { source, target } = data.edges[number], from = point(source), to = point(target), box = document.getElementById("stage").getBoundingClientRect();
    return { x: (from.x + to.x) / 2 + box.left, y: (from.y + to.y) / 2 + box.top, ends: [data.nodes[source].label, data.nodes[target].label] };
  });
  for (let tries = 0; tries < 5 && (await page.locator("#details").isHidden()); tries++) {
    await page.mouse.move(edge.x - 40, edge.y - 40);
    await page.mouse.move(edge.x, edge.y);
    await page.waitForFunction(() => document.getElementById("stage").style.cursor === "pointer", null, { timeout: 3000 }).catch(() => {});
    await page.mouse.click(edge.x, edge.y);
    await page.waitForTimeout(300);
  }
  seen.edge = { ends: edge.ends, heading: await page.locator("#details h2").textContent({ timeout: 2000 }).catch(() => null) };
  await page.locator("#details .close").click({ timeout: 2000 }).catch(() => {});
}

// the slider
seen.all = await page.evaluate(() => shown.facts.length);
const first = await page.locator("#year").getAttribute("min");
await page.locator("#year").fill(first);
seen.first = { year: first, facts: await page.evaluate(() => shown.facts.length), later: await page.evaluate(() => shown.facts.filter((fact) => (data.facts[fact].since ?? "0") > `${state.year}-12-31`).length) };
await page.locator("#year").fill(await page.locator("#year").getAttribute("max"));
seen.again = await page.evaluate(() => shown.facts.length);

// the map
await page.click("#tab-map");
await page.waitForTimeout(150);
seen.sites = await page.evaluate(() => map.placed.length);
if (seen.sites) {
  const spot = await page.evaluate(() => { const box = document.getElementById("world").getBoundingClientRect(); return { x: map.placed[0].x + box.left, y: map.placed[0].y + box.top }; });
  await page.mouse.click(spot.x, spot.y);
  seen.site = await page.locator("#details").textContent();
}
await page.keyboard.press("Escape");

// the table, by keyboard
await page.focus("#tab-map");
await page.keyboard.press("ArrowRight");
seen.tab = await page.evaluate(() => document.activeElement.id);
seen.rows = await page.locator("#rows tr").count();
await page.locator("#rows tr").first().focus();
await page.keyboard.press("Enter");
seen.row = await page.locator("#details").isVisible();

// filters and theme
await page.locator("#relations-none").click();
seen.none = await page.evaluate(() => shown.facts.length);
await page.locator("#relations-all").click();
const before = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
await page.click("#theme");
seen.themes = [before, await page.evaluate(() => getComputedStyle(document.body).backgroundColor)];
seen.unnamed = await page.evaluate(() => [...document.querySelectorAll("button, input, a[href]")].filter((control) => !(control.textContent.trim() || control.getAttribute("aria-label") || control.labels?.length)).length);
seen.scripts = await page.locator("script").count();
seen.hostile = await page.evaluate(() => window.hostile ?? null);
console.log(JSON.stringify(seen));
await browser.close();

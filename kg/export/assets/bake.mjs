// Makes the two data assets of the page. Both are committed, so that nobody needs npm to export a page.
//
//   vendor.js   sigma, @sigma/edge-curve and graphology (MIT), bundled and minified, with their licences in front
//   world.json  land and borders of Natural Earth 1:50m (public domain) as packaged by world-atlas (ISC), simplified;
//               rings and lines of whole hundredths of a degree, each point as its difference to the one before
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { feature, mesh } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";

const PARTS = ["sigma", "@sigma/edge-curve", "graphology", "graphology-utils", "events"];
const SQUARE_DEGREES = 0.008; // smaller corners are cut off
const SOUTH = -60; // Antarctica holds no data centre

function read(path) {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

function licence(name) {
  const { version, license } = JSON.parse(read(`node_modules/${name}/package.json`));
  for (const file of ["LICENSE.txt", "LICENSE", "LICENSE.md"]) {
    try {
      return `${name} ${version} (${license})\n\n${read(`node_modules/${name}/${file}`).trim()}`;
    } catch {}
  }
  return `${name} ${version} (${license})`;
}

const bundle = await build({
  stdin: {
    contents: `
      export { default as Sigma } from "sigma";
      export { EdgeArrowProgram, drawDiscNodeLabel } from "sigma/rendering";
      export { EdgeCurvedArrowProgram, indexParallelEdgesIndex } from "@sigma/edge-curve";
      export { MultiDirectedGraph } from "graphology";`,
    resolveDir: new URL(".", import.meta.url).pathname,
  },
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  globalName: "kgVendor",
  target: "es2020",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
});
const notice = PARTS.map(licence).join("\n\n----\n\n").replaceAll("*/", "* /");
writeFileSync(new URL("vendor.js", import.meta.url), `/*\n${notice}\n*/\n${bundle.outputFiles[0].text.replaceAll("</script", "<\\/script")}`);

const world = simplify(presimplify(JSON.parse(read("node_modules/world-atlas/countries-50m.json"))), SQUARE_DEGREES);
const land = feature(world, world.objects.land);
const rings = (land.features ?? [land]).flatMap(({ geometry }) => geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat());
const borders = mesh(world, world.objects.countries, (a, b) => a !== b).coordinates;

// The topology is stitched at the antimeridian: what crosses it runs on beyond 180 degrees, and stands there a second time at the other end.
function unrolled(line) {
  let turn = 0;
  const points = line.map(([longitude, latitude], place) => {
    if (place && Math.abs(longitude - line[place - 1][0]) > 180) turn += longitude < 0 ? 360 : -360;
    return [longitude + turn, latitude];
  });
  const beyond = points.some(([x]) => x > 180) ? -360 : points.some(([x]) => x < -180) ? 360 : 0;
  return beyond ? [points, points.map(([x, y]) => [x + beyond, y])] : [points];
}

function packed(line) {
  let x = 0, y = 0;
  return line.flatMap(([longitude, latitude]) => {
    const step = [Math.round(longitude * 100) - x, Math.round(latitude * 100) - y];
    x += step[0];
    y += step[1];
    return step;
  });
}

const kept = rings.filter((ring) => Math.max(...ring.map((point) => point[1])) > SOUTH);
writeFileSync(
  new URL("world.json", import.meta.url),
  JSON.stringify({ source: "Natural Earth 1:50m, public domain", land: kept.flatMap(unrolled).map(packed), borders: borders.flatMap(unrolled).map(packed) }),
);

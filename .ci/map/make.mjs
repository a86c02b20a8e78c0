// Makes static/map/world.json, the map that a parcel's way is drawn on: the outline of
// the land as one SVG path, and for each country a point where its parcels mostly are.
//
//	cd .ci/map && npm ci --ignore-scripts && node make.mjs
//
// The outlines are Natural Earth's, which are in the public domain, as packed in the
// npm package world-atlas. Degrees become a picture of 1000 by 500 (plate carrée):
// x = (longitude + 180) / 0.36, y = (90 - latitude) / 0.36.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const atlas = (name) => JSON.parse(readFileSync(require.resolve(`world-atlas/${name}`)));
const codes = require("i18n-iso-countries");

const smallest = 5; // area in the picture below which an island is left out
const tolerance = 0.9; // how far a line may leave the coast

const land = feature(atlas("land-110m.json"), "land").features.flatMap(rings);
const fine = atlas("countries-50m.json");
const countries = feature(fine, fine.objects.countries).features;

function rings({ geometry }) {
  return (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map(([outer]) => outer);
}

const project = ([lon, lat]) => [(lon + 180) / 0.36, (90 - lat) / 0.36];

function area(points) {
  let sum = 0;
  points.forEach(([x, y], i) => {
    const [u, v] = points[(i + 1) % points.length];
    sum += x * v - u * y;
  });
  return sum / 2;
}

// simplify drops points that lie on the line between their neighbours, as D. H.
// Douglas and T. K. Peucker described in 1973.
function simplify(points) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points.at(-1)];
  const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
  const length = Math.hypot(dx, dy);
  let worst = 0;
  let at = 0;
  points.forEach(([x, y], i) => {
    const away = length ? Math.abs(dy * (x - first[0]) - dx * (y - first[1])) / length : Math.hypot(x - first[0], y - first[1]);
    if (away > worst) [worst, at] = [away, i];
  });
  if (worst < tolerance) return [first, last];
  return [...simplify(points.slice(0, at + 1)), ...simplify(points.slice(at)).slice(1)];
}

// unroll takes the jump out of a coast that crosses the 180th meridian. Such a coast
// reaches beyond the picture, which cuts it off, and is drawn at the other end as well.
function unroll(ring) {
  let turn = 0;
  const points = ring.map(([lon, lat], i) => {
    if (i > 0 && lon - ring[i - 1][0] > 180) turn -= 360;
    if (i > 0 && lon - ring[i - 1][0] < -180) turn += 360;
    return project([lon + turn, lat]);
  });
  const shifts = [0];
  if (points.some(([x]) => x > 1000.5)) shifts.push(-1000);
  if (points.some(([x]) => x < -0.5)) shifts.push(1000);
  return shifts.map((shift) => points.map(([x, y]) => [x + shift, y]));
}

let path = "";
for (const points of land.flatMap(unroll)) {
  if (Math.abs(area(points)) < smallest || points.every(([, y]) => y > 415)) continue; // Antarctica
  const kept = simplify(points).map((p) => p.map(Math.round));
  if (kept.length < 4) continue;
  let [x, y] = kept[0];
  path += `M${x} ${y}l`;
  path += kept.slice(1, -1).map(([u, v]) => {
    const step = `${u - x} ${v - y}`;
    [x, y] = [u, v];
    return step;
  }).join(" ").replaceAll(" -", "-") + "z";
}

// Where most people of a large country live, which its middle is not.
const places = { AU: [147, -35], BR: [-47, -22], CA: [-78, 44.5], CN: [114, 30], EG: [31, 30], ID: [108, -7], NO: [10, 60], RU: [38, 55.7], SE: [17, 59.3], US: [-86, 39.5], FR: [2.4, 47], NL: [5, 52.1], ES: [-3.7, 40.4], PT: [-8.5, 39.6], CL: [-70.7, -33.4], NZ: [174.8, -39] };
for (const country of countries) {
  const code = codes.numericToAlpha2(country.id);
  if (!code || places[code]) continue;
  const ring = rings(country).sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0];
  const whole = area(ring);
  let [lon, lat] = [0, 0];
  ring.forEach(([x, y], i) => {
    const [u, v] = ring[(i + 1) % ring.length];
    const cross = x * v - u * y;
    lon += (x + u) * cross;
    lat += (y + v) * cross;
  });
  places[code] = [lon, lat].map((sum) => Math.round(sum / (6 * whole) * 10) / 10);
}

const sorted = Object.fromEntries(Object.keys(places).sort().map((code) => [code, places[code]]));
const target = new URL("../../static/map/world.json", import.meta.url);
writeFileSync(target, `${JSON.stringify({ land: path, places: sorted })}\n`);
console.log(`${path.length} characters of land, ${Object.keys(sorted).length} countries`);

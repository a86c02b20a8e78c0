// Draws a parcel's way between countries on an outline of the world (made by
// .ci/map): great circles, the shortest ways on a globe. It is a picture beside the
// list of scans, which tells the same in words, so it is hidden from screen readers.

const svg = "http://www.w3.org/2000/svg";
const radians = Math.PI / 180;
const steps = 48; // points of an arc
const margin = 45; // around the way, in units of the map
const least = 240; // width of the smallest part of the map that is shown
const shape = 0.5; // height of the picture by its width

// makeMap fetches the world and returns a function that draws into an element.
export async function makeMap(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const { land, places } = await answer.json();

  // draw draws the way through countries, of which so many were reached.
  return (target, codes, reached) => {
    const stops = codes.filter((code) => places[code]);
    const done = codes.slice(0, reached).filter((code) => places[code]).length;
    if (new Set(stops).size < 2) return;
    const points = stops.map((code) => places[code]);
    const arcs = points.slice(1).map((to, i) => arc(points[i], to));
    const picture = element("svg", { viewBox: frame(arcs.flat(2)), "aria-hidden": "true", focusable: "false" });
    picture.append(element("path", { class: "land", d: land }));
    arcs.forEach((lines, i) => {
      for (const line of lines) picture.append(element("path", { class: i + 1 < done ? "gone" : "ahead", d: `M${line.map((p) => p.map((n) => n.toFixed(1)).join(" ")).join("L")}` }));
    });
    points.forEach((point, i) => {
      const [x, y] = project(point);
      picture.append(element("circle", { class: i < done ? "gone" : "ahead", cx: x, cy: y, r: 4 }));
      const label = element("text", { x, y: y - 9 });
      label.textContent = stops[i];
      if (stops.indexOf(stops[i]) === i) picture.append(label);
    });
    target.replaceChildren(picture);
  };
}

function element(name, attributes) {
  const made = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const project = ([lon, lat]) => [(lon + 180) / 0.36, (90 - lat) / 0.36];

// arc returns the great circle between two places as lines on the map: one, or two
// where it crosses the 180th meridian.
function arc(from, to) {
  const [a, b] = [vector(from), vector(to)];
  const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  const lines = [[]];
  let before = null;
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const [u, v] = angle ? [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)] : [1, 0];
    const [x, y, z] = a.map((n, k) => u * n + v * b[k]);
    const point = project([Math.atan2(y, x) / radians, Math.atan2(z, Math.hypot(x, y)) / radians]);
    if (before !== null && Math.abs(point[0] - before) > 500) lines.push([]);
    lines.at(-1).push(point);
    before = point[0];
  }
  return lines;
}

function vector([lon, lat]) {
  return [Math.cos(lat * radians) * Math.cos(lon * radians), Math.cos(lat * radians) * Math.sin(lon * radians), Math.sin(lat * radians)];
}

// frame is the part of the map that holds all points, with some room around them.
function frame(points) {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const width = Math.min(1000, Math.max(least, Math.max(...xs) - Math.min(...xs) + 2 * margin, (Math.max(...ys) - Math.min(...ys) + 2 * margin) / shape));
  const height = width * shape;
  const x = Math.min(1000 - width, Math.max(0, (Math.max(...xs) + Math.min(...xs) - width) / 2));
  const y = Math.max(0, (Math.max(...ys) + Math.min(...ys) - height) / 2);
  return `${x.toFixed(0)} ${y.toFixed(0)} ${width.toFixed(0)} ${height.toFixed(0)}`;
}

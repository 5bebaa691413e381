import { palette, rest } from "../colours.js";
import { el } from "../element.js";
import { part } from "./part.js";
import { cut, legend, n, picture } from "./text.js";

let wide, tall, edge; // of the picture being drawn

/**
 * Places by their coordinates and the routes between them, without a background.
 * places: [{ facility, name, lat, lon, group, size (0..1), says }]; routes: [{ from, to (positions in places), width (0..1),
 * says }]; zoom: { x, y, scale } of what is shown; focus: facility or -1. Plate carrée at the middle latitude: over a
 * region of 100 km distances are right to a percent.
 */
export function mapPicture(title, places, routes, groups, zoom, focus, words, narrow = false) {
  [wide, tall, edge] = narrow ? [400, 420, 24] : [1000, 680, 60];
  const frame = projection(places);
  const at = spread(places.map((p) => frame.place(p)));
  const scale = zoom.scale;
  const px = (p) => [wide / 2 + (p[0] - wide / 2 - zoom.x) * scale, tall / 2 + (p[1] - tall / 2 - zoom.y) * scale];
  const points = at.map(px);
  const colour = (group) => (groups.indexOf(group) >= 0 && groups.indexOf(group) < palette.length ? palette[groups.indexOf(group)] : rest);
  const shown = places.map((p, i) => i).sort((a, b) => places[b].size - places[a].size);
  const touched = (r) => focus < 0 || places[r.from].facility === focus || places[r.to].facility === focus;
  const neighbours = {};
  routes.forEach((r) => touched(r) && (neighbours[r.from] = neighbours[r.to] = true));
  const bright = (i) => focus < 0 || places[i].facility === focus || neighbours[i];
  const named = labels(shown.filter(bright), points, places, focus, scale);
  const entries = groups.slice(0, palette.length).map((g) => [colour(g), words["kind " + g] || g.replace(/_/g, " "), "circle"]);
  if (groups.length > palette.length) entries.push([rest, words.others, "circle"]);
  const key = legend(entries, 20, tall + 8, wide - 40);
  return picture(
    wide,
    tall + key.height + 14,
    title,
    el("rect", { x: 0.5, y: 0.5, width: wide - 1, height: tall - 1, fill: "#fafafa", stroke: "#cccccc" }),
    el("svg", { x: 0, y: 0, width: wide, height: tall, viewBox: `0 0 ${wide} ${tall}` },
      routes.map((r) => routeTree(r, points, touched(r))),
      shown.map((i) => placeTree(places[i], points[i], colour(places[i].group), bright(i), places[i].facility === focus)),
      named,
    ),
    scaleBar(frame.pixelsPerKm * scale),
    el("path", { d: `M${wide - 30} 48V22m-6 8l6 -10l6 10`, fill: "none", stroke: "#444444", "stroke-width": 1.5 }),
    el("text", { x: wide - 30, y: 62, "text-anchor": "middle" }, words.north),
    key.tree,
  );
}

function projection(places) {
  const lats = places.map((p) => p.lat), lons = places.map((p) => p.lon);
  const low = (list) => Math.min.apply(null, list), high = (list) => Math.max.apply(null, list);
  const middle = (low(lats) + high(lats)) / 2;
  const east = Math.cos((middle * Math.PI) / 180);
  const w = Math.max((high(lons) - low(lons)) * east, 0.02), h = Math.max(high(lats) - low(lats), 0.02);
  const perDegree = Math.min((wide - 2 * edge) / w, (tall - 2 * edge) / h);
  const lon0 = (low(lons) + high(lons)) / 2;
  return {
    pixelsPerKm: perDegree / 111.2,
    place: (p) => [wide / 2 + (p.lon - lon0) * east * perDegree, tall / 2 - (p.lat - middle) * perDegree],
  };
}

/** Places at the same point are laid round it in a spiral, so that each can be seen and chosen. */
function spread(points) {
  const met = {};
  return points.map((p) => {
    const key = Math.round(p[0] / 6) + "," + Math.round(p[1] / 6);
    const k = (met[key] = (met[key] || 0) + 1) - 1;
    const angle = k * 2.39996, radius = (wide < 500 ? 5 : 8.5) * Math.sqrt(k);
    return [p[0] + radius * Math.cos(angle), p[1] + radius * Math.sin(angle)];
  });
}

function routeTree(route, points, bright) {
  const [x0, y0] = points[route.from], [x1, y1] = points[route.to];
  const bend = 0.12;
  const cx = (x0 + x1) / 2 - (y1 - y0) * bend, cy = (y0 + y1) / 2 + (x1 - x0) * bend;
  const w = (wide < 500 ? 0.6 : 1) * (0.8 + 7 * Math.sqrt(route.width));
  // the arrow head stands at the middle of the curve and points along it
  const mx = (x0 + 2 * cx + x1) / 4, my = (y0 + 2 * cy + y1) / 4;
  const long = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)) || 1;
  const ux = (x1 - x0) / long, uy = (y1 - y0) / long, size = 4 + w;
  const corner = (a, b) => `${n(mx + ux * a - uy * b)} ${n(my + uy * a + ux * b)}`;
  return part("g", route.says, { attributes: { class: "link", opacity: bright ? 0.6 : 0.08 } },
    el("path", { d: `M${n(x0)} ${n(y0)}Q${n(cx)} ${n(cy)} ${n(x1)} ${n(y1)}`, fill: "none", stroke: "#555555", "stroke-width": n(w) }),
    long > 30 ? el("path", { d: `M${corner(size, 0)}L${corner(-size * 0.6, size * 0.8)}L${corner(-size * 0.6, -size * 0.8)}Z`, fill: "#333333" }) : null,
  );
}

function radiusOf(place) {
  return (wide < 500 ? 0.6 : 1) * (4 + 14 * Math.sqrt(place.size));
}

function placeTree(place, point, colour, bright, chosen) {
  const radius = radiusOf(place);
  return part("g", place.says, { key: "place " + place.facility, choose: ["facility", place.facility], attributes: { class: "node", opacity: bright ? 1 : 0.25 } },
    el("circle", { cx: n(point[0]), cy: n(point[1]), r: n(radius), fill: colour, "fill-opacity": 0.8, stroke: chosen ? "#000000" : "#ffffff", "stroke-width": chosen ? 3 : 1 }),
  );
}

/** Names of the largest places, as far as they do not lie on each other. */
function labels(order, points, places, focus, scale) {
  const taken = [], out = [];
  const most = (wide < 500 ? 0.5 : 1) * (focus >= 0 ? 30 : 14 * scale);
  order.slice().sort((a, b) => (places[b].facility === focus) - (places[a].facility === focus)).forEach((i) => {
    if (out.length >= most) return;
    const text = cut(places[i].name, wide < 500 ? 13 : 20), [x, y] = points[i];
    if (x < 0 || x > wide || y < 0 || y > tall) return;
    const before = x > wide * 0.6 + 160 || (wide < 500 && x > wide / 2);
    const radius = radiusOf(places[i]) + 2;
    const box = [before ? x - radius - text.length * 9 : x, y - 9, before ? x : x + radius + text.length * 9, y + 9];
    if (taken.some((b) => box[0] < b[2] && box[2] > b[0] && box[1] < b[3] && box[3] > b[1])) return;
    taken.push(box);
    out.push(
      el("text", { x: n(before ? x - radius : x + radius), y: n(y + 4), "text-anchor": before ? "end" : "start", stroke: "#fafafa", "stroke-width": 3,
        "paint-order": "stroke", "stroke-linejoin": "round", "pointer-events": "none", "aria-hidden": "true" }, text),
    );
  });
  return out;
}

function scaleBar(pixelsPerKm) {
  const km = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500].filter((d) => d * pixelsPerKm <= wide / 5).pop() || 0.1;
  const long = km * pixelsPerKm;
  return el("g", { "aria-hidden": "true" },
    el("rect", { x: 16, y: tall - 42, width: n(long + 12), height: 32, fill: "#fafafa", "fill-opacity": 0.85 }),
    el("path", { d: `M20 ${tall - 20}v5h${n(long)}v-5`, fill: "none", stroke: "#000000", "stroke-width": 1.5 }),
    el("text", { x: 20, y: tall - 25 }, `${km} km`),
  );
}

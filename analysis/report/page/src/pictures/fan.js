import { el } from "../element.js";
import { lookedAt, periodPart } from "./periods.js";
import { headRoom, heading, legend, n, picture } from "./text.js";
import { roomFor, timeAxis, valueAxis } from "./time_axis.js";

/**
 * Bands over time: 5 to 95 % pale, 25 to 75 % less so, the middle a line. fans: [{ name, colour, x: [ms] edges of the periods,
 * bands: [band or null], level (drawn from end to end of the periods, not in steps), says: [text], untils, chosen (periods.js) }].
 * All in the unit of `label`.
 */
export function fanPicture(title, label, fans, words, drawing) {
  const { narrow } = drawing;
  const wide = narrow ? 400 : 1000, tall = narrow ? 300 : 360, left = narrow ? 58 : 76, right = wide - (narrow ? 26 : 30), top = headRoom(drawing), bottom = tall - 28;
  const all = fans.reduce((list, f) => list.concat(f.bands.filter(Boolean)), []);
  const [least, most] = roomFor(Math.min.apply(null, all.map((b) => b.low)), Math.max.apply(null, all.map((b) => b.high)));
  const from = Math.min.apply(null, fans.map((f) => f.x[0])), to = Math.max.apply(null, fans.map((f) => f.x[f.x.length - 1]));
  const x = (t) => left + ((right - left) * (t - from)) / (to - from || 1);
  const y = (v) => bottom - ((bottom - top) * (v - least)) / (most - least);
  const entries = fans.length > 1 ? fans.map((f) => [f.colour, f.name, "line"]) : [[fans[0].colour, words.middle, "line"]];
  entries.push([fans[0].colour, words.inner, 0.42], [fans[0].colour, words.outer, 0.18]);
  const key = legend(entries, narrow ? 4 : left, tall + 4, wide - left - 10);
  const few = fans[0].bands.length * fans.length <= 40;
  return picture(wide, tall + key.height + 10, title,
    heading(title, label, drawing),
    valueAxis(least, most, y, left, right),
    timeAxis(from, to, x, top, bottom, narrow),
    drawing.titled ? null : lookedAt(fans, x, top, bottom), // a slide is of all periods
    fans.map((f) => el("g", {},
      el("path", { d: area(f, "low", "high", x, y), fill: f.colour, "fill-opacity": fans.length > 1 ? 0.14 : 0.18 }),
      el("path", { d: area(f, "lower", "upper", x, y), fill: f.colour, "fill-opacity": fans.length > 1 ? 0.22 : 0.3 }),
      el("path", { d: line(f, "middle", x, y), fill: "none", stroke: f.colour, "stroke-width": 2.2, "stroke-linejoin": "round" }))),
    fans.map((f, k) => f.bands.map((b, i) => b && periodPart(f, k, i, { x, top, bottom, of: fans.length, reached: few }))),
    key.tree,
  );
}

/** Runs of periods that have a band. */
function stretches(fan) {
  const out = [];
  fan.bands.forEach((b, i) => {
    if (!b) return;
    if (i > 0 && fan.bands[i - 1]) out[out.length - 1].push(i);
    else out.push([i]);
  });
  return out;
}

/** Places of one edge of a band: in steps, or from end to end of the periods. */
function points(fan, stretch, edge, x, y) {
  const out = [];
  stretch.forEach((i) => {
    const v = n(y(fan.bands[i][edge]));
    if (!fan.level || stretch.length === 1) out.push([n(x(fan.x[i])), v]);
    out.push([n(x(fan.x[i + 1])), v]);
  });
  return out;
}

const path = (list) => list.map((p, i) => (i ? "L" : "M") + p[0] + " " + p[1]).join("");

function line(fan, edge, x, y) {
  return stretches(fan).map((s) => path(points(fan, s, edge, x, y))).join("");
}

function area(fan, low, high, x, y) {
  return stretches(fan).map((s) => path(points(fan, s, low, x, y).concat(points(fan, s, high, x, y).reverse())) + "Z").join("");
}

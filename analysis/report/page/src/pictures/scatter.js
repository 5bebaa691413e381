import { el } from "../element.js";
import { plain } from "../numbers.js";
import { part } from "./part.js";
import { cut, headRoom, heading, n, picture } from "./text.js";
import { between, roomFor } from "./time_axis.js";

/**
 * A point per run. x: { values, label, write } or, of a choice, { values (positions), options, label }; y: { values, label }.
 * `says`: what the whole picture shows.
 */
export function scatterPicture(title, x, y, says, colour, words, drawing) {
  const { narrow } = drawing;
  const wide = narrow ? 400 : 1000, tall = narrow ? 360 : 440, left = narrow ? 58 : 76, right = wide - (narrow ? 26 : 30), top = headRoom(drawing), bottom = tall - 50;
  const pairs = x.values.map((v, i) => [v, y.values[i], i]).filter(([a, b]) => a !== null && b !== null);
  const ys = pairs.map((p) => p[1]), xs = pairs.map((p) => p[0]);
  const [low, high] = roomFor(Math.min.apply(null, ys), Math.max.apply(null, ys));
  const count = x.options && x.options.length;
  const [from, to] = count ? [-0.5, count - 0.5] : stretched(Math.min.apply(null, xs), Math.max.apply(null, xs));
  const px = (v) => left + ((right - left) * (v - from)) / (to - from);
  const py = (v) => bottom - ((bottom - top) * (v - low)) / (high - low);
  const column = (right - left) / (count || 1);
  const radius = narrow || pairs.length > 500 ? 1.8 : 2.6;
  return picture(wide, tall, says,
    heading(title, y.label, drawing),
    between(low, high).map((v) => [
      el("path", { d: `M${left} ${n(py(v))}H${right}`, stroke: "#dddddd" }),
      el("text", { x: left - 6, y: n(py(v) + 4), "text-anchor": "end", fill: "#555555" }, plain(v)),
    ]),
    (count ? x.options.map((_, i) => i) : between(from, to, narrow ? 3 : 6)).map((v) => [
      el("path", { d: `M${n(px(v))} ${top}V${bottom}`, stroke: "#eeeeee" }),
      el("text", { x: n(px(v)), y: bottom + 16, "text-anchor": "middle", fill: "#555555" }, count ? cut(x.options[v], column / 13) : x.write(v)),
    ]),
    el("text", { x: (left + right) / 2, y: bottom + 38, "text-anchor": "middle" }, cut(x.label, narrow ? 28 : 70)),
    el("g", { fill: colour, "fill-opacity": pairs.length > 500 ? 0.35 : 0.55 }, pairs.map(([a, b, i]) =>
      el("circle", { cx: n(px(a) + (count ? aside(i) * column * 0.5 : 0)), cy: n(py(b)), r: radius }))),
    count ? x.options.map((name, i) => middleOf(name, pairs.filter((p) => p[0] === i).map((p) => p[1]), px(i), py, column, words)) : null,
  );
}

/** Where in its column the point of run i stands: evenly over it, the same every time. */
function aside(i) {
  return ((i * 0.618034) % 1) - 0.5;
}

/** A picture's range from end to end, with a little room. */
function stretched(from, to) {
  const room = 0.02 * (to - from) || 0.5;
  return [from - room, to + room];
}

function middleOf(name, values, x, py, column, words) {
  if (values.length === 0) return null;
  const sorted = values.slice().sort((a, b) => a - b), half = (sorted.length - 1) / 2;
  const middle = (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
  const says = `${name}${words.colon}${words.middle} ${plain(middle)}${words.inBrackets(words.runs(values.length))}`;
  return part("g", says, { key: "option " + name },
    el("path", { d: `M${n(x - column * 0.35)} ${n(py(middle))}h${n(column * 0.7)}`, stroke: "#000000", "stroke-width": 3 }));
}

import { el } from "../element.js";
import { plain } from "../numbers.js";
import { n, ticks } from "./text.js";

/** Lines at the years (or months, of a short time) with their labels; x: ms -> place. */
export function timeAxis(from, to, x, top, bottom, narrow) {
  const marks = [], first = new Date(from).getUTCFullYear();
  const months = to - from < 1.6 * 366 * 86400000;
  if (months) {
    const step = narrow ? 3 : 1, start = new Date(from).getUTCMonth();
    for (let m = start; Date.UTC(first, m, 1) <= to; m += step) marks.push([Date.UTC(first, m, 1), new Date(Date.UTC(first, m, 1)).toISOString().slice(0, 7)]);
  } else {
    const years = (to - from) / (365.25 * 86400000), step = Math.max(1, Math.ceil(years / (narrow ? 6 : 14)));
    for (let year = first; Date.UTC(year, 0, 1) <= to; year += step) marks.push([Date.UTC(year, 0, 1), String(year)]);
  }
  return marks.filter(([t]) => t >= from && t <= to).map(([t, text], i, all) => [
    el("path", { d: `M${n(x(t))} ${top}V${bottom}`, stroke: "#eeeeee" }),
    months && !narrow && all.length > 8 && i % 2 ? null : el("text", { x: n(x(t)), y: bottom + 16, "text-anchor": "middle", fill: "#555555" }, text),
  ]);
}

/** Lines at round values with their labels; `write`: how a value is written. */
export function valueAxis(least, most, y, left, right, write = plain) {
  return between(least, most).map((v) => [
    el("path", { d: `M${left} ${n(y(v))}H${right}`, stroke: "#dddddd" }),
    el("text", { x: left - 6, y: n(y(v) + 4), "text-anchor": "end", fill: "#555555" }, write(v)),
  ]);
}

/** Round values from `least` to `most`. */
export function between(least, most, count = 5) {
  const steps = ticks(most - least, count);
  if (steps.length < 2) return [least];
  const step = steps[1], out = [];
  for (let k = Math.ceil(least / step - 1e-9); k * step <= most + step * 1e-6; ++k) out.push(k * step);
  return out;
}

/** A range with a little room, with 0 in it where that is not far off. */
export function roomFor(least, most) {
  if (least > 0 && least < 0.5 * most) least = 0;
  if (most < 0 && most > 0.5 * least) most = 0;
  if (least === most) return [Math.min(0, least), Math.max(0, most) || 1];
  const room = 0.04 * (most - least);
  return [least === 0 ? 0 : least - room, most === 0 ? 0 : most + room];
}

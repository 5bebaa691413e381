import { dashes, palette } from "../colours.js";
import { el } from "../element.js";
import { plain } from "../numbers.js";
import { legend, n, picture, ticks } from "./text.js";

/**
 * Lines over time, for slides and print. lines: [{ name, x: [ms], y: [value or null], step }]; step: y[i] holds from x[i]
 * to x[i + 1]. All in the unit of `label`.
 */
export function linesPicture(title, label, lines, wide = 900, tall = 320) {
  const left = 70, right = wide - 20, top = 40, bottom = tall - 30;
  const xs = lines.reduce((all, l) => all.concat([l.x[0], l.x[l.x.length - 1]]), []);
  const from = Math.min.apply(null, xs), to = Math.max.apply(null, xs);
  const most = lines.reduce((m, l) => l.y.reduce((k, y) => Math.max(k, y || 0), m), 0) || 1;
  const least = lines.reduce((m, l) => l.y.reduce((k, y) => Math.min(k, y || 0), m), 0);
  const x = (t) => left + ((right - left) * (t - from)) / (to - from);
  const y = (v) => bottom - ((bottom - top) * (v - least)) / (most - least);
  const years = [];
  for (let year = new Date(from).getUTCFullYear(); Date.UTC(year, 0, 1) <= to; ++year) {
    if (Date.UTC(year, 0, 1) >= from) years.push(year);
  }
  const key = legend(lines.map((l, i) => [palette[i % palette.length], l.name, "line"]), left, tall + 4, wide - left - 20);
  return picture(
    wide,
    tall + key.height + 8,
    title,
    el("text", { x: 10, y: 18, "font-size": 14, "font-weight": "bold" }, title),
    el("text", { x: 10, y: 34, fill: "#555555" }, label),
    ticks(most).map((v) => [
      el("path", { d: `M${left} ${n(y(v))}H${right}`, stroke: "#dddddd" }),
      el("text", { x: left - 6, y: n(y(v) + 4), "text-anchor": "end" }, plain(v)),
    ]),
    years.map((year) => [
      el("path", { d: `M${n(x(Date.UTC(year, 0, 1)))} ${top}V${bottom}`, stroke: "#eeeeee" }),
      el("text", { x: n(x(Date.UTC(year, 0, 1))), y: bottom + 16, "text-anchor": "middle" }, year),
    ]),
    lines.map((l, i) =>
      el("path", {
        d: course(l, x, y),
        fill: "none",
        stroke: palette[i % palette.length],
        "stroke-width": 1.8,
        "stroke-linejoin": "round",
        "stroke-dasharray": dashes[Math.floor(i / palette.length) % dashes.length].join(" ") || null,
      }),
    ),
    key.tree,
  );
}

function course(line, x, y) {
  let path = "";
  let open = false;
  line.y.forEach((value, i) => {
    if (value === null || value === undefined) {
      open = false;
      return;
    }
    path += `${open ? "L" : "M"}${n(x(line.x[i]))} ${n(y(value))}`;
    if (line.step) path += `H${n(x(line.x[i + 1]))}`;
    open = true;
  });
  return path;
}

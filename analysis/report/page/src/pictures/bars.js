import { el } from "../element.js";
import { part } from "./part.js";
import { cut, legend, n, picture, ticks } from "./text.js";

/**
 * Lying bars of stacked parts; on a narrow page their names stand above them.
 * rows: [{ name, key, facility, says, parts: [{ value, colour, says }], mark, text }] (mark: a tick across the bar at that
 * value; text: behind the bar); most: what the full width stands for; axis(v): how a value is written; entries: the legend.
 */
export function barsPicture(title, rows, most, axis, entries, narrow = false) {
  const wide = narrow ? 400 : 1000, left = narrow ? 4 : 340, right = wide - 130, row = narrow ? 42 : 24, top = 26;
  const above = narrow ? 16 : 0;
  const x = (v) => left + ((right - left) * Math.min(v, most)) / most;
  const bottom = top + rows.length * row;
  const key = legend(entries, left, bottom + 8, wide - left - 10);
  return picture(
    wide,
    bottom + key.height + 12,
    title,
    ticks(most, narrow ? 3 : 5).map((v) => [
      el("path", { d: `M${n(x(v))} ${top - 4}V${bottom}`, stroke: "#dddddd" }),
      el("text", { x: n(x(v)), y: top - 10, "text-anchor": "middle", fill: "#555555" }, axis(v)),
    ]),
    rows.map((r, i) => {
      const y = top + i * row;
      let at = 0;
      return part("g", r.says, { key: "bar " + r.key, choose: ["facility", r.facility], attributes: { class: "bar" } },
        el("rect", { x: 0, y, width: wide, height: row, fill: "#ffffff", "fill-opacity": 0 }),
        el("text", { x: narrow ? left : left - 8, y: y + (narrow ? 14 : 16), "text-anchor": narrow ? "start" : "end" }, cut(r.name, narrow ? 32 : 27)),
        r.parts.map(({ value, colour }) => {
          const begin = x(at);
          at += value;
          return el("rect", { x: n(begin), y: y + above + 4, width: n(Math.max(0, x(at) - begin)), height: 16, fill: colour });
        }),
        r.mark === undefined ? null : el("path", { d: `M${n(x(r.mark))} ${y + above + 2}v20`, stroke: "#000000", "stroke-width": 2.5 }),
        el("text", { x: n(Math.max(x(at), r.mark === undefined ? 0 : x(r.mark)) + 6), y: y + above + 16 }, r.text),
      );
    }),
    key.tree,
  );
}

import { el } from "../element.js";
import { cut, legend, n, picture, ticks } from "./text.js";

/**
 * Lying bars of stacked parts.
 * rows: [{ name, key, facility, says, parts: [{ value, colour, says }], mark, text }] (mark: a tick across the bar at that
 * value; text: behind the bar); most: what the full width stands for; axis(v): how a value is written; entries: the legend.
 */
export function barsPicture(title, rows, most, axis, entries, wide = 1000) {
  const left = 340, right = wide - 130, row = 24, top = 26;
  const x = (v) => left + ((right - left) * Math.min(v, most)) / most;
  const bottom = top + rows.length * row;
  const key = legend(entries, left, bottom + 8, right - left);
  return picture(
    wide,
    bottom + key.height + 12,
    title,
    ticks(most).map((v) => [
      el("path", { d: `M${n(x(v))} ${top - 4}V${bottom}`, stroke: "#dddddd" }),
      el("text", { x: n(x(v)), y: top - 10, "text-anchor": "middle", fill: "#555555" }, axis(v)),
    ]),
    rows.map((r, i) => {
      const y = top + i * row;
      let at = 0;
      return el(
        "g",
        {
          class: "bar",
          role: r.facility >= 0 ? "button" : "img",
          tabindex: 0,
          "data-key": "bar " + r.key,
          "data-facility": r.facility >= 0 ? r.facility : null,
          "data-says": r.says,
          "aria-label": r.says,
        },
        el("title", {}, r.says),
        el("rect", { x: 0, y, width: wide, height: row, fill: "#ffffff", "fill-opacity": 0 }),
        el("text", { x: left - 8, y: y + 16, "text-anchor": "end" }, cut(r.name, 27)),
        r.parts.map((part) => {
          const begin = x(at);
          at += part.value;
          return el("rect", { x: n(begin), y: y + 4, width: n(Math.max(0, x(at) - begin)), height: row - 8, fill: part.colour });
        }),
        r.mark === undefined ? null : el("path", { d: `M${n(x(r.mark))} ${y + 2}v${row - 4}`, stroke: "#000000", "stroke-width": 2.5 }),
        el("text", { x: n(Math.max(x(at), r.mark === undefined ? 0 : x(r.mark)) + 6), y: y + 16 }, r.text),
      );
    }),
    key.tree,
  );
}

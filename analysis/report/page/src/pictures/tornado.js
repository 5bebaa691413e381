import { el } from "../element.js";
import { plain } from "../numbers.js";
import { part } from "./part.js";
import { cut, headRoom, heading, legend, n, picture } from "./text.js";
import { between } from "./time_axis.js";

/**
 * How much each factor matters. rows: [{ name, key, says, marks: [{ value, low, high }] }], a mark for each of entries:
 * [{ name, colour }]; the first is a bar, the others points; low and high (may be null) are the ends of an interval.
 */
export function tornadoPicture(title, label, rows, entries, drawing) {
  const { narrow } = drawing;
  const wide = narrow ? 400 : 1000, left = narrow ? 14 : 330, right = wide - (narrow ? 14 : 40), top = headRoom(drawing) + 18, above = narrow ? 16 : 0;
  const row = above + 12 + 12 * entries.length;
  const numbers = rows.reduce((all, r) => all.concat(r.marks.reduce((list, m) => list.concat([m.value, m.low, m.high]), [])), [0]).filter((v) => v !== null && v !== undefined);
  let least = Math.min.apply(null, numbers), most = Math.max.apply(null, numbers);
  if (least === most) most = least + 1;
  const x = (v) => left + ((right - left) * (v - least)) / (most - least);
  const bottom = top + rows.length * row;
  const key = legend(entries.length < 2 ? [] : entries.map((e, i) => [e.colour, e.name, i === 0 ? 0.75 : "circle"]), narrow ? 4 : left, bottom + 10, wide - left - 10);
  return picture(wide, bottom + key.height + 14, title,
    heading(title, label, drawing),
    between(least, most, narrow ? 3 : 6).map((v) => [
      el("path", { d: `M${n(x(v))} ${top - 4}V${bottom}`, stroke: Math.abs(v) < 1e-12 ? "#888888" : "#dddddd" }),
      el("text", { x: n(x(v)), y: top - 9, "text-anchor": "middle", fill: "#555555" }, plain(v)),
    ]),
    rows.map((r, i) => {
      const y = top + i * row;
      return part("g", r.says, { key: "factor " + r.key, choose: ["factor", r.key], attributes: { class: "bar" } },
        el("rect", { x: 0, y, width: wide, height: row, fill: "#ffffff", "fill-opacity": 0 }),
        el("text", { x: narrow ? left : left - 12, y: y + (narrow ? 12 : row / 2 + 4), "text-anchor": narrow ? "start" : "end" }, cut(r.name, narrow ? 31 : 26)),
        r.marks.map((m, k) => mark(m, k, entries[k].colour, x, y + above + 12 + 12 * k)));
    }),
    key.tree,
  );
}

function mark(m, k, colour, x, y) {
  if (m.value === null || m.value === undefined) return null;
  const has = m.low !== null && m.low !== undefined && m.high !== null && m.high !== undefined;
  const from = Math.min(x(0), x(m.value)), to = Math.max(x(0), x(m.value));
  return [
    k === 0 ? el("rect", { x: n(from), y: y - 5, width: n(Math.max(1, to - from)), height: 10, fill: colour, "fill-opacity": 0.75 }) : null,
    has ? el("path", { d: `M${n(x(m.low))} ${y - 4}v8m0 -4H${n(x(m.high))}m0 -4v8`, fill: "none", stroke: k === 0 ? "#000000" : colour, "stroke-width": 1.5 }) : null,
    k === 0 ? null : el("circle", { cx: n(x(m.value)), cy: y, r: 4, fill: colour }),
  ];
}

import { palette } from "../colours.js";
import { el } from "../element.js";
import { plain } from "../numbers.js";
import { cut, legend, n, picture } from "./text.js";
import { roomFor, valueAxis } from "./time_axis.js";

/** Indices from the first n rows, n doubling. lines: [{ name, values: [by step] }]; ns: [n by step]. */
export function convergencePicture(title, ns, lines, narrow = false) {
  const wide = narrow ? 400 : 1000, tall = narrow ? 260 : 280, left = narrow ? 58 : 76, right = wide - 30, top = 14, bottom = tall - 34;
  const values = lines.reduce((all, l) => all.concat(l.values), []).filter((v) => v !== null && v !== undefined);
  const [least, most] = roomFor(Math.min.apply(null, values), Math.max.apply(null, values));
  const x = (i) => left + ((right - left) * i) / Math.max(1, ns.length - 1);
  const y = (v) => bottom - ((bottom - top) * (v - least)) / (most - least);
  const key = legend(lines.map((l, i) => [palette[i % palette.length], cut(l.name, narrow ? 26 : 30), "line"]), narrow ? 4 : left, tall + 2, wide - left - 10);
  return picture(wide, tall + key.height + 8, title,
    valueAxis(least, most, y, left, right),
    ns.map((count, i) => el("text", { x: n(x(i)), y: bottom + 18, "text-anchor": "middle", fill: "#555555" }, `n = ${plain(count, 6)}`)),
    lines.map((l, i) => el("path", { d: course(l.values, x, y), fill: "none", stroke: palette[i % palette.length], "stroke-width": 2, "stroke-linejoin": "round" })),
    key.tree,
  );
}

function course(values, x, y) {
  let open = false;
  return values.map((v, i) => {
    if (v === null || v === undefined) {
      open = false;
      return "";
    }
    const to = (open ? "L" : "M") + n(x(i)) + " " + n(y(v));
    open = true;
    return to;
  }).join("");
}

import { el } from "../element.js";
import { lookedAt, periodPart } from "./periods.js";
import { headRoom, heading, legend, n, picture } from "./text.js";
import { timeAxis, valueAxis } from "./time_axis.js";

/** Shares of runs over time, 0 to 1. lines: [{ name, colour, x: [ms] edges, values: [by period], says: [text], untils, chosen (periods.js) }]. */
export function sharesPicture(title, label, lines, drawing) {
  const { narrow } = drawing;
  const wide = narrow ? 400 : 1000, tall = narrow ? 260 : 280, left = narrow ? 58 : 76, right = wide - (narrow ? 26 : 30), top = headRoom(drawing), bottom = tall - 28;
  const from = Math.min.apply(null, lines.map((l) => l.x[0])), to = Math.max.apply(null, lines.map((l) => l.x[l.x.length - 1]));
  const x = (t) => left + ((right - left) * (t - from)) / (to - from || 1), y = (v) => bottom - (bottom - top) * v;
  const key = legend(lines.length > 1 ? lines.map((l) => [l.colour, l.name, "line"]) : [], narrow ? 4 : left, tall + 4, wide - left - 10);
  const few = lines[0].values.length * lines.length <= 40;
  return picture(wide, tall + key.height + 8, title,
    heading(title, label, drawing),
    valueAxis(0, 1, y, left, right, (v) => `${Math.round(100 * v)} %`),
    timeAxis(from, to, x, top, bottom, narrow),
    drawing.titled ? null : lookedAt(lines, x, top, bottom),
    lines.map((l) => el("path", { d: steps(l, x, y), fill: "none", stroke: l.colour, "stroke-width": 2.2 })),
    lines.map((l, k) => l.values.map((v, i) => v !== null && periodPart(l, k, i, { x, top, bottom, of: lines.length, reached: few }))),
    key.tree,
  );
}

function steps(line, x, y) {
  let open = false;
  return line.values.map((v, i) => {
    if (v === null) {
      open = false;
      return "";
    }
    const to = `${open ? "L" : "M"}${n(x(line.x[i]))} ${n(y(v))}H${n(x(line.x[i + 1]))}`;
    open = true;
    return to;
  }).join("");
}

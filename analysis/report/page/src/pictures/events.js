import { palette } from "../colours.js";
import { el } from "../element.js";
import { part } from "./part.js";
import { n, picture } from "./text.js";

const row = 30, top = 30;

/** Kinds of event in rows over time. rows: [{ name, says, marks: [{ x (ms), says, facility }] }]. */
export function eventsPicture(title, rows, from, to, narrow = false) {
  const [wide, left, right] = narrow ? [400, 146, 392] : [1000, 200, 980];
  const x = (t) => left + ((right - left) * (t - from)) / (to - from);
  const years = [];
  for (let year = new Date(from).getUTCFullYear(); Date.UTC(year, 0, 1) < to; ++year) if (Date.UTC(year, 0, 1) >= from) years.push(year);
  const bottom = top + rows.length * row;
  return picture(
    wide,
    bottom + 10,
    title,
    years.map((year) => [
      el("path", { d: `M${n(x(Date.UTC(year, 0, 1)))} ${top - 6}V${bottom}`, stroke: "#cccccc" }),
      el("text", { x: n(x(Date.UTC(year, 0, 1))), y: top - 12, "text-anchor": "middle", fill: "#555555" }, narrow ? "’" + String(year).slice(2) : year),
    ]),
    rows.map((r, i) => {
      const y = top + i * row + row / 2;
      return part("g", r.says, { key: "event " + r.key },
        el("rect", { x: 0, y: y - row / 2, width: wide, height: row, fill: i % 2 ? "#ffffff" : "#f4f4f4" }),
        el("text", { x: left - 10, y: y + 4, "text-anchor": "end" }, r.name),
        r.marks.map((m) =>
          part("g", m.says, { choose: ["facility", m.facility], attributes: { class: "mark" } },
            el("rect", { x: n(x(m.x) - 1.5), y: y - 10, width: narrow ? 1.5 : 3, height: 20, fill: palette[i % palette.length], "fill-opacity": 0.7 })),
        ),
      );
    }),
  );
}

import { el } from "../element.js";
import { part } from "./part.js";
import { cut, legend, n, picture } from "./text.js";

/**
 * A band per row, each on a scale of its own: a thin line from the least to the most of all runs, a thicker bar 5 to 95 %, a
 * dark one 25 to 75 %, the middle a tick. rows: [{ name, key, group, says, strips: [{ band, colour, text }] }], with a heading
 * where another group begins; a row is a button that puts its result in focus. studies: of several, entries of
 * the legend.
 */
export function stripsPicture(title, rows, words, studies, chosen, drawing) {
  const { narrow, titled } = drawing;
  const wide = narrow ? 400 : 1000, left = narrow ? 8 : 330, right = narrow ? wide - 8 : 600, line = 20;
  let at = titled ? 34 : 6, group = "";
  const trees = rows.map((row) => {
    const bands = row.strips.map((s) => s.band).filter(Boolean);
    const least = Math.min.apply(null, bands.map((b) => b.least)), most = Math.max.apply(null, bands.map((b) => b.most));
    const x = (v) => (most > least ? left + ((right - left) * (v - least)) / (most - least) : (left + right) / 2);
    const headed = row.group && row.group !== group ? el("text", { x: 8, y: at + 18, fill: "#555555", "font-style": "italic" }, row.group) : null;
    group = row.group;
    if (headed) at += 24;
    const top = at, above = narrow ? 18 : 0, each = narrow ? line + 16 : line;
    const tall = above + row.strips.length * each + 6;
    at += tall;
    const on = row.key === chosen;
    return [headed, part("g", row.says, { key: "strip " + row.key, choose: ["output", row.key], attributes: { class: "bar", "aria-pressed": String(on) } },
      el("rect", { x: 0, y: top, width: wide, height: tall, fill: on ? "#e8f1f8" : "#ffffff" }),
      el("text", { x: narrow ? left : left - 12, y: top + 15, "text-anchor": narrow ? "start" : "end", "font-weight": on ? "bold" : null }, cut(row.name, narrow ? 31 : 26)),
      row.strips.map((s, i) => {
        const y = top + above + i * each + 11;
        return [s.band && strip(s, x, y), el("text", { x: narrow ? left : right + 14, y: narrow ? y + 20 : y + 4 }, cut(s.text, narrow ? 34 : 33))];
      }))];
  });
  const key = legend(studies.concat([["#444444", words.middle, "line"], ["#444444", words.inner, 0.75], ["#444444", words.outer, 0.35], ["#bbbbbb", words.extremes, "line"]]), narrow ? 4 : left, at + 8, wide - left - 10);
  return picture(wide, at + key.height + 16, title, titled ? el("text", { x: 10, y: 20, "font-size": 14, "font-weight": "bold" }, cut(title, 66)) : null, trees, key.tree);
}

function strip({ band, colour }, x, y) {
  const bar = (low, high, tall, opacity) => el("rect", { x: n(x(low)), y: y - tall / 2, width: n(Math.max(1, x(high) - x(low))), height: tall, fill: colour, "fill-opacity": opacity });
  return [
    el("path", { d: `M${n(x(band.least))} ${y}H${n(x(band.most))}`, stroke: "#bbbbbb", "stroke-width": 2 }),
    bar(band.low, band.high, 8, 0.35),
    bar(band.lower, band.upper, 8, 0.75),
    el("path", { d: `M${n(x(band.middle))} ${y - 8}v16`, stroke: "#000000", "stroke-width": 2.5 }),
  ];
}

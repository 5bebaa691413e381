import { el } from "../element.js";

/** About how wide a text is, in units of its font size: Chinese characters are square, others about half as wide. */
export function width(text) {
  let sum = 0;
  for (let i = 0; i < text.length; ++i) sum += text.charCodeAt(i) >= 0x2e80 ? 1 : 0.53;
  return sum;
}

/** At most `most` font sizes wide, with an ellipsis where something was cut. */
export function cut(text, most) {
  if (width(text) <= most) return text;
  let kept = "";
  for (let i = 0; i < text.length && width(kept + text[i]) <= most - 1; ++i) kept += text[i];
  if (/[\ud800-\udbff]$/.test(kept)) kept = kept.slice(0, -1);
  return kept.replace(/\s+$/, "") + "…";
}

/** The frame of every picture. `says` is what a screen reader is told before it looks inside. */
export function picture(width_, height, says, ...children) {
  return el(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width_} ${height}`,
      width: width_,
      height,
      role: "group",
      "aria-label": says,
      "font-family": "system-ui, 'Noto Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif",
      "font-size": 12,
      fill: "#1a1a1a",
    },
    ...children,
  );
}

/** Title and label above a picture; the title only where the page around it does not say it (`titled`, for slides). */
export function heading(title, label, { narrow, titled }) {
  return [
    titled ? el("text", { x: 10, y: 18, "font-size": 14, "font-weight": "bold" }, cut(title, narrow ? 27 : 66)) : null,
    el("text", { x: 10, y: titled ? 36 : 18, fill: "#555555" }, cut(label, narrow ? 32 : 80)),
  ];
}

/** Room that it takes. */
export function headRoom({ titled }) {
  return titled ? 48 : 32;
}

/** Round steps for an axis from 0 to `most`. */
export function ticks(most, count = 5) {
  if (!(most > 0)) return [0];
  const rough = most / count;
  const power = Math.pow(10, Math.floor(Math.log(rough) / Math.LN10 + 1e-9));
  const step = [1, 2, 2.5, 5, 10].filter((m) => m * power >= rough * 0.999)[0] * power;
  const out = [];
  for (let i = 0; i * step <= most * 1.0001; ++i) out.push(i * step);
  return out;
}

export function n(x) {
  return Math.round(x * 10) / 10;
}

/** Squares of colour with names, in rows; gives { tree, height }. entries: [[colour, name], ...] */
export function legend(entries, x, y, most) {
  const children = [];
  let at = x, row = y;
  entries.forEach(([colour, name, mark]) => {
    const wide = 34 + width(name) * 13;
    if (at + wide > x + most && at > x) {
      at = x;
      row += 18;
    }
    children.push(
      mark === "line"
        ? el("path", { d: `M${n(at)} ${row + 6}h12`, stroke: colour, "stroke-width": 3 })
        : mark === "circle"
          ? el("circle", { cx: n(at + 6), cy: row + 6, r: 5, fill: colour })
          : el("rect", { x: n(at), y: row, width: 12, height: 12, fill: colour, "fill-opacity": mark || 1 }),
      el("text", { x: n(at + 17), y: row + 10.5 }, name),
    );
    at += wide;
  });
  return { tree: el("g", {}, children), height: entries.length ? row - y + 20 : 0 };
}

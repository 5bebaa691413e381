import { palette } from "../colours.js";
import { behind, choice } from "../controls.js";
import { el } from "../element.js";
import { largest, nameOf, valueAt } from "../model.js";
import { percent } from "../numbers.js";
import { barsPicture } from "../pictures/bars.js";

export const stocks = {
  id: "stocks",
  depends: ["run", "from", "to", "focus"],
  start: () => ({ order: "full", rows: 20 }),

  controls(page) {
    const w = page.words, s = page.state.stocks;
    return [
      choice("stock order", w.order, [["full", w.fullestFirst], ["peak", w.highestFirst], ["capacity", w.largestFirst]], s.order, (v) => page.set(stocks, { order: v })),
      choice("stock rows", w.rows, [10, 20, 50, 500].map((n) => [n, n === 500 ? w.all : n]), s.rows, (v) => page.set(stocks, { rows: Number(v) })),
    ];
  },

  body(page) {
    const w = page.words, { run, state } = page;
    const rows = fullness(run, state.from, state.to, state.focus).sort((a, b) => b[state.stocks.order] - a[state.stocks.order] || b.capacity - a.capacity);
    if (rows.length === 0) return el("p", { class: "nothing" }, w.noData);
    const title = page.heading(w.stocks);
    return [
      el("h3", {}, title),
      page.figure("stores", stocksPicture(title, run, rows.slice(0, state.stocks.rows), page), behind(page, "stores", () => ({
        caption: title,
        columns: [[w.stock, ""], [`${w.levelAtEnd}, t`, "number"], [`${w.highest}, t`, "number"], [`${w.capacity}, t`, "number"], [`${w.full}, %`, "number"]],
        rows: rows.map((r) => [nameOf(run.stocks, r.stock, page.language), r.level, r.highest, r.capacity, 100 * r.full]),
      }))),
    ];
  },
};

/** Stores with a limit, with their level at the end of the interval `to` and the highest in from..to. */
export function fullness(run, from, to, focus) {
  if (!run.stocks) return [];
  const s = run.stocks;
  return s.id
    .map((_, stock) => {
      const capacity = s.capacity[stock], level = valueAt(s.level[stock], to) || 0, highest = largest(s.highest[stock], from, to);
      return { stock, capacity, level, highest, full: level / capacity, peak: highest / capacity };
    })
    .filter((r) => r.capacity > 0 && (focus < 0 || s.facility[r.stock] === focus));
}

export function stocksPicture(title, run, rows, page) {
  const w = page.words;
  return barsPicture(title, rows.map((r) => {
    const name = nameOf(run.stocks, r.stock, page.language);
    return {
      name,
      key: run.stocks.id[r.stock],
      facility: run.stocks.facility[r.stock],
      says: `${name}: ${w.levelAtEnd} ${page.amount(r.level, "t")}, ${w.highest} ${page.amount(r.highest, "t")}, ${w.capacity} ${page.amount(r.capacity, "t")}`,
      parts: [{ value: Math.min(r.full, 1), colour: palette[0] }],
      mark: Math.min(r.peak, 1),
      text: `${percent(r.full)}, ${page.amount(r.level, "t")}`,
    };
  }), 1, percent, [[palette[0], w.levelAtEnd]], page.narrow);
}

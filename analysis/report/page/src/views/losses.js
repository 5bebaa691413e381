import { palette, rest } from "../colours.js";
import { behind, choice, tick } from "../controls.js";
import { el } from "../element.js";
import { nameOf, position, sum } from "../model.js";
import { barsPicture } from "../pictures/bars.js";
import { plain, unitText } from "../numbers.js";

const causes = ["starved", "blocked", "down", "season", "min_load", "closed", "switched_off"];

export const losses = {
  id: "losses",
  depends: ["run", "from", "to", "focus"],
  start: () => ({ by: "h", rows: 20, routes: false }),

  controls(page) {
    const w = page.words, s = page.state.losses;
    return [
      choice("loss unit", w.sortBy, [["h", w.hours], ["t", w.tonnes]], s.by, (v) => page.set(losses, { by: v })),
      choice("loss rows", w.rows, [10, 20, 50, 500].map((n) => [n, n === 500 ? w.all : n]), s.rows, (v) => page.set(losses, { rows: Number(v) })),
      tick("loss routes", w.alsoRoutes, s.routes, (v) => page.set(losses, { routes: v })),
    ];
  },

  body(page) {
    const w = page.words, { run, state } = page, s = state.losses;
    const rows = lost(run, page.index, { from: state.from, to: state.to, focus: state.focus, by: s.by, routes: s.routes });
    if (rows.length === 0) return el("p", { class: "nothing" }, w.noData);
    const title = page.heading(w.losses);
    return [
      el("h3", {}, title),
      page.figure("bottlenecks", lossesPicture(title, run, rows.slice(0, s.rows), s.by, page), behind(page, "bottlenecks", () => ({
        caption: title,
        columns: [[w.process, ""], [w.cause, ""], [w.because, ""], [w.hoursLost, "number"], [w.amountLost, "number"], [w.unit, ""]],
        rows: rows.flatMap((r) => r.lines.map((l) => [processName(run, r, page.language), w["cause " + l.cause] || l.cause, stockName(run, page.index, l.stock, page.language), l.h, l.t, unitText(r.unit, page.language)])),
      }))),
    ];
  },
};

/** Losses by process, largest first: [{ id, process, unit, total, lines: [{ cause, stock, h, t }] }]. */
export function lost(run, index, { from, to, focus, by, routes }) {
  if (!run.losses) return [];
  const found = {};
  run.losses.process.forEach((id, i) => {
    const process = position(index.process, id);
    const kind = process < 0 ? "route" : run.processes.kind[process];
    if (!routes && kind !== "treatment" && kind !== "demand") return;
    if (focus >= 0 && (process < 0 || run.processes.facility[process] !== focus)) return;
    const line = { cause: run.losses.cause[i], stock: run.losses.stock[i], h: sum(run.losses.h[i], from, to), t: sum(run.losses.t[i], from, to) };
    if (!(line[by] > 0)) return;
    const key = "$" + id;
    found[key] = found[key] || { id, process, unit: process < 0 ? "t" : run.processes.unit[process], total: 0, lines: [] };
    found[key].total += line[by];
    found[key].lines.push(line);
  });
  const rows = Object.keys(found).map((key) => found[key]);
  rows.forEach((r) => r.lines.sort((a, b) => b[by] - a[by]));
  return rows.sort((a, b) => b.total - a.total || (a.id < b.id ? -1 : 1));
}

function processName(run, row, language) {
  return row.process < 0 ? row.id : nameOf(run.processes, row.process, language);
}

function stockName(run, index, id, language) {
  const stock = position(index.stock, id);
  return stock < 0 ? id : nameOf(run.stocks, stock, language);
}

export function lossesPicture(title, run, rows, by, page) {
  const w = page.words, index = page.index;
  const colour = (cause) => palette[causes.indexOf(cause)] || rest;
  const cause = (l) => (w["cause " + l.cause] || l.cause) + (l.stock ? ` (${stockName(run, index, l.stock, page.language)})` : "");
  const used = causes.filter((c) => rows.some((r) => r.lines.some((l) => l.cause === c)));
  const most = rows.reduce((m, r) => Math.max(m, r.total), 0);
  return barsPicture(title, rows.map((r) => {
    const name = processName(run, r, page.language);
    const unit = by === "h" ? "h" : r.unit;
    const parts = causes.map((c) => ({ colour: colour(c), value: r.lines.reduce((s, l) => (l.cause === c ? s + l[by] : s), 0) }));
    return {
      name,
      key: r.id,
      facility: r.process < 0 ? -1 : run.processes.facility[r.process],
      says: `${name}: ${page.amount(r.total, unit)}: ${r.lines.slice(0, 4).map((l) => `${cause(l)} ${page.amount(l[by], unit)}`).join("; ")}`,
      parts: parts.filter((p) => p.value > 0),
      text: page.amount(r.total, unit),
    };
  }), most, (v) => plain(v), used.map((c) => [colour(c), w["cause " + c]]), page.narrow);
}

import { table } from "../controls.js";
import { el } from "../element.js";
import { sum } from "../model.js";
import { plain } from "../numbers.js";
import { worst } from "./balance.js";

export const answer = {
  id: "answer",
  depends: ["run"],

  body(page) {
    const { report, run, words: w } = page;
    return [
      run.complete ? null : el("p", { class: "warning" }, w.incomplete(run.covers_days)),
      el("p", { class: "note" }, w.totalsOnly),
      totals(page, report),
    ];
  },
};

/** Totals of every run, side by side. */
function totals(page, report) {
  const w = page.words;
  const rows = [
    [w.moved, "t", (r) => total(r, r.flows, r.flows ? r.flows.id.map((_, i) => i).filter((i) => ["route", "shipment"].includes(r.flows.kind[i])) : [])],
    [w.transport, "t km", (r) => (r.routes ? r.routes.tonne_km.reduce((s, x) => s + sum(x, 0, r.periods.length - 1), 0) : null)],
    [w.fossil, "t", (r) => item(r, r.emissions, ["co2_fossil"])],
    [w.biogenic, "t", (r) => item(r, r.emissions, ["co2_biogenic"])],
    [w.carbonate, "t", (r) => item(r, r.emissions, ["co2_carbonate"])],
    [w.dumped, "t", (r) => (r.stocks ? r.stocks.uncontrolled.reduce((s, x) => s + sum(x, 0, r.periods.length - 1), 0) : null)],
    [w.cost, "yuan", (r) => item(r, r.money, ["opex"])],
    [w.earned, "yuan", (r) => item(r, r.money, ["sales", "gate_fee", "power_sales"])],
  ];
  const gap = [w.balanceGap, ...report.runs.map((r) => (r.balance && r.balance.substances ? plain(worst(r.balance.substances), 2) : "–"))];
  return table(w.totals, [[w.what, ""], ...report.runs.map((_, i) => [page.runName(i), "number"])],
    [...rows.map(([name, unit, of]) => [name, ...report.runs.map((r) => page.amount(of(r), unit))]).filter((row) => row.slice(1).some((x) => x !== "–")), gap]);
}

function total(run, table, lines) {
  return table ? lines.reduce((s, i) => s + sum(table.amount[i], 0, run.periods.length - 1), 0) : null;
}

function item(run, table, names) {
  if (!table || !names.some((n) => table.item.includes(n))) return null;
  return table.amount.reduce((s, x, i) => (names.includes(table.item[table.line_item[i]]) ? s + sum(x, 0, run.periods.length - 1) : s), 0);
}

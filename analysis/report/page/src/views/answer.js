import { table } from "../controls.js";
import { el } from "../element.js";
import { nameOf, sum } from "../model.js";
import { percent, plain, unitText } from "../numbers.js";
import { asSaid } from "../said.js";
import { changes } from "./changes.js";
import { worst } from "./balance.js";

export const answer = {
  id: "answer",
  depends: ["run"],

  body(page) {
    const { report, run, words: w } = page;
    const has = run.indicators && run.indicators.some((i) => i.computable);
    return [
      report.runs.filter((r) => !r.complete).map((r) => el("p", { class: "warning" }, `${page.title(r)}: ${w.incomplete(r.covers_days)}`)),
      otherScenarios(page),
      has ? null : el("p", { class: "note" }, w.totalsOnly),
      changes(page),
      report.runs.length > 1 ? [totals(page, report), has ? held(page) : null] : [has ? held(page) : null, totals(page, report)],
      has ? all(page) : null,
    ];
  },
};

/** Studies whose bands lie on a run of another scenario, and what differs. */
function otherScenarios(page) {
  const w = page.words, { report } = page;
  return report.studies.map((study, s) => {
    const other = study.other_scenario;
    if (!other) return null;
    const names = [page.runName(study.run), page.nameAmong(report.studies, s)];
    const rows = other.differences.map((d) => [[w["section " + d.section] || d.section, d.name || d.id].filter(Boolean).join(" "),
      d.path, d.study || "–", d.run || "–"]);
    return el("div", { class: "warning other-scenario" }, el("p", {}, other.varies_options ? w.mayBeOther(...names) : w.isOther(...names)),
      table(w.otherInputs(other.count, rows.length), [[w.what, ""], [w.path, ""], [w.inStudy, ""], [w.inRun, ""]], rows));
  });
}

const inLanguage = (page, indicator, key) => (page.language === "zh" && indicator[key + "_zh"]) || indicator[key];

function lineName(page, run, indicator, line) {
  if (!line.group) return inLanguage(page, indicator, "name");
  const facility = run.facilities.id.indexOf(line.group);
  return `${inLanguage(page, indicator, "name")} (${facility < 0 ? line.group : nameOf(run.facilities, facility, page.language)})`;
}

/** Whether a value is as good as its target, as far as somebody said which side is better. */
function met(indicator, value, target) {
  if (!indicator.better || value === null) return null;
  if (indicator.better === "higher") return value >= target;
  return indicator.better === "lower" ? value <= target : null;
}

const shown = (entry) => (!entry ? "–" : entry.value === null ? entry.text || "–" : plain(entry.value, 4));

function valueOf(run, id, group, period) {
  const indicator = (run.indicators || []).find((i) => i.id === id && i.computable);
  const line = indicator && indicator.lines.find((l) => l.group === group);
  return line && line.values.find((v) => v.period === period);
}

/** What somebody reported or wants, beside what the runs say of the same year. */
function held(page) {
  const w = page.words, { report } = page, base = report.runs[0];
  const several = report.runs.length > 1;
  const rows = [];
  for (const indicator of base.indicators.filter((i) => i.computable)) {
    const periods = [...new Set([...Object.keys(indicator.reported || {}), ...Object.keys(indicator.target || {})])].sort();
    const line = indicator.lines.find((l) => !l.group);
    if (!line) continue;
    for (const period of periods) {
      const values = report.runs.map((run) => valueOf(run, indicator.id, "", period));
      if (values.every((v) => !v)) continue;
      const reported = indicator.reported[period], target = indicator.target[period];
      const marks = values.map((v) => (target === undefined || !v ? null : met(indicator, v.value, target)));
      rows.push([inLanguage(page, indicator, "name"), period === "run" ? w.whole : period, unitText(indicator.unit, page.language), ...values.map(shown),
        reported === undefined ? "" : plain(reported, 4), target === undefined ? "" : plain(target, 4),
        marks.map((m, i) => m !== null && el("span", { class: m ? "good" : "bad" }, (i ? " / " : "") + (m ? "✓ " + w.isMet : "✗ " + w.notMet)))]);
    }
  }
  if (rows.length === 0) return null;
  return table(w.held, [[w.indicator, ""], [w.year, ""], [w.unit, ""],
    ...report.runs.map((_, i) => [several ? page.runName(i) : w.value, "number"]), [w.reported, "number"], [w.target, "number"], [w.met, ""]], rows);
}

/** Every indicator of the chosen run by period, a fold for each group, with what it counts and where it comes from. */
function all(page) {
  const w = page.words, { run } = page;
  const groups = [...new Set(run.indicators.map((i) => i.group))];
  const computable = run.indicators.filter((i) => i.computable), missing = run.indicators.filter((i) => !i.computable);
  return el("div", { class: "indicators" },
    el("h3", {}, `${w.indicators}: ${page.title(run)}`),
    groups.map((group) => {
      const members = computable.filter((i) => i.group === group);
      if (members.length === 0) return null;
      const title = inLanguage(page, members[0], "group") || w.others;
      const periods = [...new Set(members.flatMap((i) => i.lines.flatMap((l) => l.values.map((v) => v.period))))]
        .filter((p) => p === "run" || /^\d{4}$/.test(p)).sort();
      if (periods.length === 0) return null;
      return el("details", { class: "group" }, el("summary", { "data-key": "indicators " + group }, `${title} (${members.length})`),
        table(title, [[w.indicator, ""], [w.unit, ""], ...periods.map((p) => [p === "run" ? w.whole : p, "number"])],
          members.flatMap((indicator) => indicator.lines.filter((l) => l.values.length).slice(0, 12).map((line, i) => [
            i === 0 ? about(page, lineName(page, run, indicator, line), indicator) : lineName(page, run, indicator, line), unitText(indicator.unit, page.language),
            ...periods.map((p) => shown(line.values.find((v) => v.period === p)))]))));
    }),
    missing.length > 0 && el("details", { class: "group" }, el("summary", { "data-key": "not computable" }, w.notComputable(missing.length)),
      el("ul", {}, missing.map((i) => el("li", {}, `${inLanguage(page, i, "name")}: `, whyNot(page, i))))));
}

/** Of one that is only declared, its note. */
function whyNot(page, indicator) {
  return indicator.why_not === indicator.note ? inLanguage(page, indicator, "note") : asSaid(page, "indicator", indicator.why_not);
}

function about(page, name, indicator) {
  const w = page.words;
  const lines = [inLanguage(page, indicator, "note"), indicator.source && `${w.source}: ${indicator.source}`,
    indicator.coverage === "part" && w.partly, ...indicator.remarks.map((remark) => asSaid(page, "indicator", remark))].filter(Boolean);
  if (lines.length === 0) return name;
  return el("details", { class: "about" }, el("summary", {}, name), lines.map((line) => el("p", {}, line)));
}

/** The last interval up to which all runs have the same ones, by their labels; -1 when they do not begin alike. */
export function lastCommon(runs) {
  let last = -1;
  while (runs.every((r) => last + 1 < r.periods.length && r.periods[last + 1] === runs[0].periods[last + 1])) ++last;
  return last;
}

/** Totals of every run, side by side, over the time that all of them cover. */
function totals(page, report) {
  const w = page.words;
  const last = lastCommon(report.runs);
  const end = (r) => (last < 0 ? r.periods.length - 1 : last);
  const all = (r, list) => list.reduce((s, x) => s + sum(x, 0, end(r)), 0);
  const item = (r, table, names) => {
    if (!table || !names.some((n) => table.item.includes(n))) return null;
    return all(r, table.amount.filter((_, i) => names.includes(table.item[table.line_item[i]])));
  };
  const rows = [
    [w.moved, "t", (r) => r.flows && all(r, r.flows.amount.filter((_, i) => ["route", "shipment"].includes(r.flows.kind[i])))],
    [w.transport, "t km", (r) => r.routes && all(r, r.routes.tonne_km)],
    [w.fossil, "t", (r) => item(r, r.emissions, ["co2_fossil"])],
    [w.biogenic, "t", (r) => item(r, r.emissions, ["co2_biogenic"])],
    [w.carbonate, "t", (r) => item(r, r.emissions, ["co2_carbonate"])],
    [w.dumped, "t", (r) => r.stocks && all(r, r.stocks.uncontrolled)],
    [w.cost, "yuan", (r) => item(r, r.money, ["opex"])],
    [w.earned, "yuan", (r) => item(r, r.money, ["sales", "gate_fee", "power_sales"])],
  ];
  const several = report.runs.length > 1;
  const cells = rows
    .map(([name, unit, of]) => [name, unit, report.runs.map(of)])
    .filter(([, , values]) => values.some((v) => v !== null && v !== undefined))
    .map(([name, unit, values]) => [name, ...values.map((v) => page.amount(v, unit)),
      ...(several ? values.slice(1).map((v) => changed(v, values[0], unit, page)) : [])]);
  cells.push([w.balanceGap, ...report.runs.map((r) => (r.balance && r.balance.substances ? plain(worst(r.balance.substances), 2) : "–")),
    ...(several ? report.runs.slice(1).map(() => "") : [])]);
  const span = `${report.runs[0].periods[0]} – ${report.runs[0].periods[end(report.runs[0])]}`;
  return table(last < 0 ? `${w.totals}: ${w.whole}` : `${w.totals}: ${span}`, [[w.what, ""], ...report.runs.map((_, i) => [page.runName(i), "number"]),
    ...(several ? report.runs.slice(1).map((_, i) => [`${w.change}: ${page.runName(i + 1)}`, "number"]) : [])], cells);
}

function changed(value, base, unit, page) {
  if (value === null || value === undefined || base === null || base === undefined) return "–";
  const sign = value > base ? "+" : "";
  return sign + page.amount(value - base, unit) + (base ? ` (${share(value / base - 1)})` : "");
}

/** "+2.3 %"; what is smaller than people care for is not given three digits. */
function share(x) {
  return Math.abs(x) < 1e-4 ? (x === 0 ? "0 %" : "< 0.01 %") : (x > 0 ? "+" : "") + percent(x);
}

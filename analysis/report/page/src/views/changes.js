// What several runs differ in: first what somebody changed, then what came of it.
import { table } from "../controls.js";
import { el } from "../element.js";
import { percent, plain, unitText } from "../numbers.js";
import { asSaid } from "../said.js";

const kinds = ["indicators", "uncontrolled", "unmet", "bottlenecks", "flows", "stocks_highest", "stocks_at_end", "energy"];
const shownFirst = 12;

export function changes(page) {
  return (page.report.comparisons || []).map((c) => one(page, c));
}

function one(page, c) {
  const w = page.words;
  const name = (file, title) => {
    const run = page.report.runs.find((r) => r.file === file);
    return run ? page.title(run) : title || file;
  };
  const found = kinds.filter((kind) => c[kind].length > 0);
  return el("div", { class: "changes" },
    el("h3", {}, w.changes(name(c.other, c.other_title), name(c.base, c.base_title))),
    el("p", {}, w.covered(c.from, c.to), c.pairs > 1 && " " + w.paired(c.pairs)),
    c.remarks.map((remark) => el("p", { class: "note" }, asSaid(page, "comparison", remark))),
    c.inputs.length > 0 && el("details", { class: "group", open: c.inputs.length <= 8 },
      el("summary", {}, `${w.inputs} (${c.inputs.length})`), inputs(page, c.inputs)),
    found.length === 0 ? el("p", { class: "nothing" }, w.changesNone) : found.map((kind) => part(page, kind, c[kind])));
}

function inputs(page, list) {
  const w = page.words;
  const what = (i) => [w["section " + i.section] || i.section, i.name || i.id].filter(Boolean).join(" ");
  return table(w.inputs, [[w.what, ""], [w.path, ""], [w.base, ""], [w.changedTo, ""]],
    list.map((i) => [what(i), i.what === "changed" ? i.path : w["input " + i.what], i.before, i.after]));
}

function part(page, kind, list) {
  const w = page.words, title = w["changes " + kind];
  const certain = list.some((d) => d.interval_95);
  const value = (d, key) => (d[key] === null ? d[key + "_text"] || "–" : plain(d[key], 4));
  const sign = (x, text) => (x > 0 ? "+" : "") + text;
  const name = (d) => (page.language === "zh" && d.name_zh) || d.name || d.id;
  const rows = list.slice(0, kind === "indicators" ? 40 : shownFirst * 2);
  return el("details", { class: "group", open: kind === "indicators" || kind === "uncontrolled" || kind === "unmet" },
    el("summary", { "data-key": "changes " + kind }, `${title} (${list.length === 100 ? w.hundred : list.length})`),
    table(title, [[w.what, ""], [w.unit, ""], [w.base, "number"], [w.other, "number"], [w.difference, "number"], [w.relative_change, "number"],
      ...(certain ? [[w.interval, "number"]] : [])],
    rows.map((d) => [name(d), unitText(d.unit, page.language), value(d, "base"), value(d, "other"), d.change === null ? "–" : sign(d.change, plain(d.change, 4)),
      d.relative === null ? "–" : sign(d.relative, percent(d.relative)),
      ...(certain ? [d.interval_95 ? `${plain(d.interval_95[0], 3)} … ${plain(d.interval_95[1], 3)}` : ""] : [])])));
}

/** Series worth looking at first: the flows and stores that changed most. */
export function mostChanged(report) {
  const c = (report.comparisons || [])[0];
  if (!c) return [];
  return [...c.flows.slice(0, 3).map((d) => "flow " + d.id), ...c.stocks_highest.slice(0, 2).map((d) => "stock " + d.id)];
}

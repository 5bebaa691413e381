import { palette } from "../../colours.js";
import { behind } from "../../controls.js";
import { el } from "../../element.js";
import { percent, plain, unitText } from "../../numbers.js";
import { sharesPicture } from "../../pictures/shares.js";
import { anyOf, bandAt, edgesOf, periodAt, periodsOf, shareAbove } from "../../study.js";
import { choosable } from "./bands.js";

export const studyAbove = {
  id: "above",
  heading: "studyAbove",
  depends: ["output", "until"],
  start: () => ({ levels: {} }),

  controls(page) {
    const w = page.words, one = anyOf(page.result);
    return [el("label", { class: "control" }, el("span", {}, w.level_(unitText(one.unit, page.language))),
      el("input", { type: "text", inputmode: "decimal", "data-key": "level", name: "level", value: page.state.above.levels[page.result.key] ?? String(firstLevel(page)),
        on: { change: (e) => page.set(studyAbove, { levels: { ...page.state.above.levels, [page.result.key]: e.target.value } }) } }))];
  },

  body(page) {
    const w = page.words, { result } = page, one = anyOf(result);
    const typed = page.state.above.levels[result.key];
    const level = typed === undefined ? firstLevel(page) : Number(String(typed).replace(/[,\s]/g, "").replace("−", "-"));
    if (typed !== undefined && (!String(typed).trim() || !isFinite(level))) return el("p", { class: "warning", role: "alert" }, w.notANumber(typed));
    const lines = linesOf(page, result, level), several = page.studies.length > 1;
    const title = w.aboveTitle(page.resultName(), plain(level, 5), unitText(one.unit, page.language));
    const rows = lines.flatMap((l) => l.values.map((v, i) => v !== null && [l.labels[i], ...(several ? [l.name] : []), 100 * v, l.count[i]]).filter(Boolean));
    const table = behind(page, "above", () => ({ caption: title,
      columns: [[w.period, ""], ...(several ? [[w.study, ""]] : []), [w.shareAbove, "number"], [w.runsWord, "number"]], rows }));
    const exact = page.studies.every((s) => s.levels === "values");
    return [
      el("h3", {}, title),
      lines.map((l) => el("p", { class: "counted", role: "status" }, l.says[l.chosen])),
      one.table === "run" ? table : page.figure("above", sharesPicture(title, w.shareLabel, lines, page.drawing), table),
      exact ? null : el("p", { class: "note" }, w.byQuantiles(Math.min(...page.studies.map((s) => (s.levels === "values" ? 100 : s.levels))))),
    ];
  },
};

/** A round level near the middle at the moment at which the page opened. */
function firstLevel(page) {
  const output = anyOf(page.result), study = page.studies[page.result.of.indexOf(output)];
  const last = output.levels.reduce((at, l, i) => (l ? i : at), -1);
  const band = bandAt(output, periodAt(study, output, page.opened)) || bandAt(output, last);
  return band ? Number(band.middle.toPrecision(2)) : 0;
}

function linesOf(page, result, level) {
  const w = page.words;
  return page.studies.map((study, s) => {
    const output = result.of[s];
    if (!output) return null;
    const labels = periodsOf(study, output), values = labels.map((_, i) => shareAbove(study, output, i, level));
    const name = page.studyName(s), count = labels.map((_, i) => (bandAt(output, i) || { count: 0 }).count);
    const unit = output.unit === "1" ? "" : " " + unitText(output.unit, page.language);
    return { name, colour: palette[s % palette.length], ...choosable(page, study, output), x: edgesOf(study, output), labels, values, count,
      says: values.map((v, i) => `${page.studies.length > 1 ? name + ", " : ""}${labels[i] === "run" ? w.whole : labels[i]}: ${v === null ? "–" : w.aboveSays(percent(v), count[i], plain(level, 5) + unit)}`) };
  }).filter((l) => l && l.values.some((v) => v !== null));
}

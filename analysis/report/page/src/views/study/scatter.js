import { palette } from "../../colours.js";
import { behind, choice } from "../../controls.js";
import { el } from "../../element.js";
import { unitText } from "../../numbers.js";
import { scatterPicture } from "../../pictures/scatter.js";
import { indicesOf, isDate, levelText, optionsOf, orderOf, outputName, periodsOf } from "../../study.js";
import { chosenOf, elsewhere, momentOf } from "./tornado.js";

export const studyScatter = {
  id: "scatter",
  heading: "studyScatter",
  depends: ["output", "until", "study", "tornado"],
  start: () => ({ factor: -1 }),

  controls(page) {
    const f = page.study.factors;
    return f.id.length > 0 && choice("factor", page.words.factor, f.id.map((id, j) => [j, id]), factorOf(page, momentOf(page)), (v) => page.set(studyScatter, { factor: Number(v) }));
  },

  body(page) {
    const w = page.words, moment = momentOf(page), { study } = page;
    if (!moment) return el("p", { class: "nothing" }, page.output ? w.notKept(study.outputs.filter((o) => o.moments).length) : w.noData);
    const j = factorOf(page, moment), label = axisLabel(page, j);
    const { sample } = study;
    const title = scatterTitle(page, moment, j);
    return [
      el("h3", {}, title),
      elsewhere(page, moment),
      page.figure("scatter", scatterOf(page, moment, j), behind(page, "scatter", () => ({
        caption: title,
        columns: [[w.runNumber, "number"], [label, optionsOf(study, j) ? "" : "number"], [`${outputName(page.output, page.language)}, ${unitText(page.output.unit, page.language)}`, "number"]],
        rows: sample.runs.map((run, i) => [run, optionsOf(study, j) || isDate(study, j) ? levelText(study, j, sample.levels[j][i], page.language) : sample.levels[j][i], moment.values[i] ?? ""]),
      }))),
      el("p", { class: "note" }, sample.runs.length < sample.of ? w.thinned(sample.runs.length, sample.of) : w.everyRun(sample.of), study.failed > 0 && " " + w.failedOut(study.failed)),
    ];
  },
};

/** The chosen factor, or the one that matters most. */
export function factorOf(page, moment) {
  const { factor } = page.state.scatter || { factor: -1 };
  if (factor >= 0 && factor < page.study.factors.id.length) return factor;
  return indicesOf(moment).length ? orderOf(moment, chosenOf(page, moment))[0] : 0;
}

function axisLabel({ study, language }, j) {
  const unit = study.factors.unit[j];
  return study.factors.id[j] + (unit === "1" || unit === "option" || isDate(study, j) ? "" : `, ${unitText(unit, language)}`);
}

function scatterTitle(page, moment, j) {
  const label = periodsOf(page.study, page.output)[moment.period];
  return page.words.against(page.resultName(), label === "run" ? "" : label, page.study.factors.id[j]) + (page.studies.length > 1 ? ` [${page.studyName(page.state.study)}]` : "");
}

export function scatterOf(page, moment, j) {
  const { study, output } = page, w = page.words, options = optionsOf(study, j, page.language);
  const title = scatterTitle(page, moment, j);
  return scatterPicture(title,
    { values: study.sample.levels[j], options, label: axisLabel(page, j), write: (v) => levelText(study, j, isDate(study, j) ? Math.round(v) : v, page.language) },
    { values: moment.values, label: `${outputName(output, page.language)}, ${unitText(output.unit, page.language)}` },
    `${title}. ${w.everyRun(study.sample.runs.length)}`, palette[page.state.study % palette.length], w, page.drawing);
}

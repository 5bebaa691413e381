import { palette } from "../../colours.js";
import { behind } from "../../controls.js";
import { el } from "../../element.js";
import { unitText } from "../../numbers.js";
import { fanPicture } from "../../pictures/fan.js";
import { anyOf, bandAt, bandText, edgesOf, isLevel, outputName, periodsOf } from "../../study.js";
import { bandColumns, numbersOf } from "./answer.js";

export const studyBands = {
  id: "bands",
  heading: "studyBands",
  depends: ["output"],

  body(page) {
    const w = page.words, { result } = page;
    const fans = fansOf(page, result);
    if (fans.length === 0) return el("p", { class: "nothing" }, w.noTime);
    const several = page.studies.length > 1;
    return [
      el("h3", {}, page.resultName()),
      others(page, result).map((name) => el("p", { class: "warning" }, w.otherIntervals(name))),
      page.figure("fan", fanOf(page, result), behind(page, "fan", () => ({
        caption: page.resultName(),
        columns: [[w.period, ""], ...(several ? [[w.study, ""]] : []), ...bandColumns(w)],
        rows: fans.flatMap((f) => f.bands.map((b, i) => b && [f.labels[i], ...(several ? [f.name] : []), ...numbersOf(b)]).filter(Boolean)),
      }))),
    ];
  },
};

/** The studies' bands of a result, of those with the intervals of the first that has it. */
export function fansOf(page, result) {
  const w = page.words;
  const labels = commonPeriods(page, result);
  return page.studies.map((study, s) => {
    const output = result.of[s];
    if (!output || output.table === "run" || String(periodsOf(study, output)) !== labels) return null;
    const periods = periodsOf(study, output), bands = periods.map((_, i) => bandAt(output, i));
    const name = page.studyName(s);
    return { name, colour: palette[s % palette.length], x: edgesOf(study, output), bands, labels: periods, level: isLevel(output),
      says: bands.map((b, i) => `${page.studies.length > 1 ? name + ", " : ""}${periods[i]}: ${bandText(b, output.unit, w, page.language)}`) };
  }).filter((f) => f && f.bands.some(Boolean));
}

/** Labels that tell one division of time from another: amounts in longer intervals are larger. */
function commonPeriods(page, result) {
  const output = anyOf(result);
  return String(periodsOf(page.studies[result.of.indexOf(output)], output));
}

function others(page, result) {
  const labels = commonPeriods(page, result);
  return page.studies.map((study, s) => result.of[s] && result.of[s].table !== "run" && String(periodsOf(study, result.of[s])) !== labels ? page.studyName(s) : null).filter(Boolean);
}

export function unitOf(page, output) {
  const w = page.words, unit = unitText(output.unit, page.language);
  if (output.table !== "series") return unit;
  return `${unit}, ${isLevel(output) ? w.atEnd : w.perInterval}`;
}

export function fanOf(page, result) {
  const one = anyOf(result);
  return fanPicture(outputName(one, page.language), unitOf(page, one), fansOf(page, result), page.words, page.drawing);
}


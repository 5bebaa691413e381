import { palette } from "../../colours.js";
import { behind } from "../../controls.js";
import { el } from "../../element.js";
import { momentsOf } from "../../moment.js";
import { unitText } from "../../numbers.js";
import { fanPicture } from "../../pictures/fan.js";
import { anyOf, bandAt, bandText, edgesOf, isLevel, outputName, periodAt, periodsOf } from "../../study.js";
import { bandColumns, numbersOf } from "./answer.js";

export const studyBands = {
  id: "bands",
  heading: "studyBands",
  depends: ["output", "until"],

  body(page) {
    const w = page.words, { result } = page;
    const fans = fansOf(page, result);
    if (fans.length === 0) return el("p", { class: "nothing" }, w.noTime);
    const several = page.studies.length > 1;
    return [
      el("h3", {}, page.resultName()),
      saidAt(page, fans).map((text) => el("p", { class: "counted", role: "status" }, text)),
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
    const says = bands.map((b, i) => `${page.studies.length > 1 ? name + ", " : ""}${periods[i]}: ${bandText(b, output.unit, w, page.language)}`);
    return Object.assign(choosable(page, study, output),
      { study, output, name, colour: palette[s % palette.length], x: edgesOf(study, output), bands, labels: periods, level: isLevel(output), says });
  }).filter((f) => f && f.bands.some(Boolean));
}

/** untils: of each period the moment that a click on it chooses; chosen: the period looked at. */
export function choosable(page, study, output) {
  return { untils: momentsOf(page.studies, study, output).map((m) => m.until), chosen: periodAt(study, output, page.state) };
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

/** What the bands say at the chosen moment. */
function saidAt(page, fans) {
  return fans.map((f) => f.says[periodAt(f.study, f.output, page.state)]).filter(Boolean);
}

export function fanOf(page, result) {
  const one = anyOf(result);
  return fanPicture(outputName(one, page.language), unitOf(page, one), fansOf(page, result), page.words, page.drawing);
}

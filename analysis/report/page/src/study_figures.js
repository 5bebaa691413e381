// The main pictures of studies as trees, for slides: see figures.js.
import { opening } from "./moment.js";
import { anyOf, firstResult, indicesOf, labelAt, outputName, periodsOf, results, varies } from "./study.js";
import { answerPicture } from "./views/study/answer.js";
import { fanOf, fansOf } from "./views/study/bands.js";
import { factorOf, scatterOf } from "./views/study/scatter.js";
import { momentOf, tornadoOf } from "./views/study/tornado.js";
import { words } from "./words.js";

const mostResults = 12;

/**
 * [{ name, tree, periods }, ...]: "answer"; of each of the first results that vary "fan-ID", and of studies with factors
 * "tornado-ID", "scatter-ID". periods: labels of the years and intervals shown.
 */
export function studyFigures(report, language) {
  const page = new Slides(report, language), { studies } = report;
  const whole = page.results.filter((r) => anyOf(r).id.indexOf(":") < 0);
  const telling = whole.filter((r) => r.of.some((o) => o && varies(o))).slice(0, mostResults);
  const rows = whole.slice(0, 40);
  const out = [{ name: "answer", tree: answerPicture(page, page.title(studies[0]), rows, true), periods: rows.map((r) => page.labelOf(r)).filter(Boolean) }];
  (telling.length ? telling : [firstResult(page.results)]).forEach((result) => {
    const name = anyOf(result).key.replace(/^(indicator|run) /, "").replace(/[^A-Za-z0-9_.-]+/g, "_");
    if (fansOf(page, result).length > 0) out.push({ name: "fan-" + name, tree: fanOf(page, result), periods: [] });
    studies.forEach((study, s) => {
      const before = studies.length > 1 ? `${s + 1}-` : "";
      page.look(result, s);
      const moment = study.factors.id.length > 0 && momentOf(page);
      if (!moment || indicesOf(moment).length === 0) return;
      const label = periodsOf(study, page.output)[moment.period], periods = label === "run" ? [] : [label];
      out.push({ name: before + "tornado-" + name, tree: tornadoOf(page, moment), periods },
        { name: before + "scatter-" + name, tree: scatterOf(page, moment, factorOf(page, moment)), periods });
    });
  });
  return out;
}

/** What the views ask of the page. */
class Slides {
  constructor(report, language) {
    this.studies = report.studies;
    this.results = results(report.studies);
    this.language = language;
    this.words = words[language];
    this.drawing = { narrow: false, titled: true };
    this.state = Object.assign(opening(this.studies, this.results), { output: "", study: 0 });
  }

  look(result, study) {
    this.result = result;
    this.study = this.studies[study];
    this.output = result.of[study];
    this.state.study = study;
  }

  title(study) { return (this.language === "zh" && study.title[1]) || study.title[0] || study.file; }
  studyName(s) {
    const name = this.title(this.studies[s]);
    return this.studies.some((other, k) => k !== s && this.title(other) === name) ? `${name} (${this.studies[s].file})` : name;
  }
  /** Label of the period that is shown of a result; empty of the whole run. */
  labelOf(result) {
    const output = anyOf(result);
    return labelAt(this.studies[result.of.indexOf(output)], output, this.state);
  }
  resultName() { return outputName(anyOf(this.result), this.language); }
}

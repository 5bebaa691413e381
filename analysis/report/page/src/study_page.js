// The page of studies: which result, year and study are looked at, for every section.
import { choice } from "./controls.js";
import { fill } from "./dom.js";
import { el } from "./element.js";
import { Frame } from "./frame.js";
import { endOfYear, intervalsOf, opening, yearAt, yearsOf } from "./moment.js";
import { unitText } from "./numbers.js";
import { anyOf, groupName, outputName, results } from "./study.js";
import { studyAbove } from "./views/study/above.js";
import { studyAnswer } from "./views/study/answer.js";
import { studyBands } from "./views/study/bands.js";
import { studyFactors } from "./views/study/factors.js";
import { studyProvenance } from "./views/study/provenance.js";
import { studyScatter } from "./views/study/scatter.js";
import { studyTornado } from "./views/study/tornado.js";

export class StudyPage extends Frame {
  constructor(report) {
    const all = results(report.studies), factors = report.studies.findIndex((s) => s.factors.id.length > 0);
    super(report, [studyAnswer, studyBands, studyAbove, ...(factors < 0 ? [] : [studyTornado, studyScatter, studyFactors]), studyProvenance],
      Object.assign({ study: Math.max(0, factors) }, opening(report.studies, all)));
    this.results = all;
    this.opened = { year: this.state.year, until: this.state.until };
    this.headDepends = ["language"];
    this.hint = "pointAtStudy";
    this.choosable = "[data-output], [data-factor], [data-until]";
    for (const view of this.views) this.state[view.id] = view.start ? view.start() : {};
  }

  get studies() { return this.report.studies; }
  get study() { return this.studies[this.state.study]; }
  get result() { return this.results.find((r) => r.key === this.state.output); }
  /** The result in focus, as the study in focus has it; null where it does not. */
  get output() { return this.result.of[this.state.study]; }
  studyName(s) { return this.nameAmong(this.studies, s); }
  resultName() { return outputName(anyOf(this.result), this.language); }

  choose(part) {
    const output = part.getAttribute("data-output"), until = part.getAttribute("data-until");
    if (output !== null) this.change({ output });
    else if (until !== null) this.change({ until: Number(until) });
    else this.set(studyScatter, { factor: Number(part.getAttribute("data-factor")) });
  }

  completed(patch) {
    if (patch.until !== undefined) patch.year = yearAt(this.studies, patch.until);
    else if (patch.year !== undefined) patch.until = endOfYear(this.studies, patch.year);
  }

  head() {
    return { name: this.title(this.studies[0]), line: this.words.studyLine(this.studies.map((s) => [s.runs, s.failed])) };
  }

  fillBar(bar, changed) {
    const w = this.words, { state } = this;
    const years = yearsOf(this.studies), intervals = intervalsOf(this.studies).filter((i) => i.year === state.year);
    const withFactors = this.studies.map((s, i) => [i, this.studyName(i)]).filter(([i]) => this.studies[i].factors.id.length > 0);
    // what was searched for stays when something else is chosen
    const searched = changed.includes("language") ? "" : (bar.querySelector("[type=search]") || { value: "" }).value;
    fill(bar,
      el("label", { class: "control" }, el("span", {}, w.searchResult),
        el("input", { type: "search", "data-key": "search", value: searched, placeholder: w.searchHint, autocomplete: "off", on: { input: (e) => this.fillResults(bar, e.target.value) } })),
      el("label", { class: "control results" }, el("span", {}, w.result),
        el("select", { "data-key": "output", name: "output", on: { change: (e) => this.change({ output: e.target.value }) } })),
      years.length > 1 && choice("year", w.year, years.map((y) => [y, y]), state.year, (v) => this.change({ year: v })),
      intervals.length > 1 && choice("until", w.timeInterval, intervals.map((i) => [i.until, i.label]), state.until, (v) => this.change({ until: Number(v) })),
      withFactors.length > 1 && choice("study", w.study, withFactors, state.study, (v) => this.change({ study: Number(v) })));
    this.fillResults(bar, searched);
  }

  /** Results that hold every word searched for, and the one in focus. */
  fillResults(bar, text) {
    const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = this.results.filter((r) => {
      const one = anyOf(r), holds = `${one.key} ${one.en} ${one.zh} ${one.group.join(" ")}`.toLowerCase();
      return r.key === this.state.output || wanted.every((word) => holds.includes(word));
    });
    const groups = [...new Set(found.map((r) => groupName(anyOf(r), this.words, this.language)))];
    fill(bar.querySelector("[name=output]"), groups.map((group) => el("optgroup", { label: group },
      found.filter((r) => groupName(anyOf(r), this.words, this.language) === group).map((r) => {
        const one = anyOf(r), unit = one.unit === "1" ? "" : ` [${unitText(one.unit, this.language)}]`;
        return el("option", { value: r.key, selected: r.key === this.state.output }, outputName(one, this.language) + unit);
      }))));
  }
}

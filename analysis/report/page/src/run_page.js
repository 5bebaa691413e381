// The page of runs: what period, run and site are chosen, for every section.
import { fill } from "./dom.js";
import { button, choice } from "./controls.js";
import { Frame } from "./frame.js";
import { indexed, lastDay, nameOf } from "./model.js";
import { answer } from "./views/answer.js";
import { sankey } from "./views/sankey.js";
import { series } from "./views/series.js";
import { stocks } from "./views/stocks.js";
import { map } from "./views/map.js";
import { losses } from "./views/losses.js";
import { events } from "./views/events.js";
import { balance } from "./views/balance.js";
import { provenance } from "./views/provenance.js";
import { why } from "./views/why.js";

export class RunPage extends Frame {
  constructor(report) {
    super(report, [answer, sankey, series, stocks, map, losses, why, events, balance, provenance],
      { run: 0, from: 0, to: report.runs[0].periods.length - 1, focus: -1 });
    this.indexes = report.runs.map(indexed);
    this.headDepends = ["language", "run"];
    this.hint = "pointAt";
    this.choosable = "[data-facility]";
    for (const view of this.views) this.state[view.id] = view.start ? view.start(report, this.indexes) : {};
  }

  get run() { return this.report.runs[this.state.run]; }
  get index() { return this.indexes[this.state.run]; }
  facility(i) { return i < 0 ? this.words.noFocus : nameOf(this.run.facilities, i, this.language); }
  runName(i) { return this.nameAmong(this.report.runs, i); }
  /** "Map: whole region, 2019-01 – 2025-12" */
  heading(what) {
    const [colon, comma] = this.language === "zh" ? ["：", "，"] : [": ", ", "];
    return what + colon + this.facility(this.state.focus) + comma + this.periodText();
  }
  periodText() {
    const { periods } = this.run;
    const { from, to } = this.state;
    return from === to ? periods[from] : `${periods[from]} – ${periods[to]}`;
  }

  choose(part) {
    const facility = Number(part.getAttribute("data-facility"));
    this.change({ focus: facility === this.state.focus ? -1 : facility });
  }

  completed(patch) {
    if (patch.run !== undefined && patch.run !== this.state.run) Object.assign(patch, this.carriedOver(patch.run));
  }

  /** Period and focus as another run has them: the same labels and id, as far as it knows them. */
  carriedOver(run) {
    const { periods, facilities } = this.report.runs[run];
    const at = (label, otherwise) => (periods.includes(label) ? periods.indexOf(label) : otherwise);
    const focus = this.state.focus < 0 ? -1 : facilities.id.indexOf(this.run.facilities.id[this.state.focus]);
    const patch = { from: at(this.run.periods[this.state.from], 0), to: at(this.run.periods[this.state.to], periods.length - 1), focus };
    for (const view of this.views) if (view.carry) patch[view.id] = view.carry(this, this.report.runs[run]);
    return patch;
  }

  head() {
    const { run } = this;
    return { name: this.title(this.report.runs[0]), line: this.words.days(run.start, lastDay(run), run.covers_days) };
  }

  fillBar(bar) {
    const w = this.words, { state, run } = this;
    const runs = this.report.runs;
    const years = [...new Set(run.periods.map((p) => p.slice(0, 4)))];
    const spans = [["all", w.whole, 0, run.periods.length - 1],
      ...(years.length > 1 ? years.map((y) => [y, y, run.periods.findIndex((p) => p.startsWith(y)), run.periods.findLastIndex((p) => p.startsWith(y))]) : [])];
    const span = spans.find(([, , a, b]) => a === state.from && b === state.to);
    const labels = run.periods.map((p, i) => [i, p]);
    const order = run.facilities.id.map((_, i) => i).sort((a, b) => this.facility(a).localeCompare(this.facility(b), state.language));
    fill(bar,
      runs.length > 1 && choice("run", w.run, runs.map((r, i) => [i, this.runName(i)]), state.run, (v) => this.change({ run: Number(v) })),
      choice("span", w.period, [...spans.map(([v, text]) => [v, text]), ...(span ? [] : [["other", this.periodText()]])], span ? span[0] : "other", (v) => {
        const s = spans.find(([key]) => key === v);
        if (s) this.change({ from: s[2], to: s[3] });
      }),
      choice("from", w.from, labels, state.from, (v) => this.change({ from: Number(v), to: Math.max(Number(v), state.to) })),
      choice("to", w.to, labels, state.to, (v) => this.change({ to: Number(v), from: Math.min(Number(v), state.from) })),
      choice("focus", w.focus, [[-1, w.noFocus], ...order.map((i) => [i, this.facility(i)])], state.focus, (v) => this.change({ focus: Number(v) })),
      state.focus >= 0 && button("release", w.release, () => this.change({ focus: -1 })));
  }
}

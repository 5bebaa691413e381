// The page: what is chosen (state), the bar on top, and the views, each redrawn when something it depends on changes.
import { el, toText } from "./element.js";
import { fill, toDom } from "./dom.js";
import { button, choice, save } from "./controls.js";
import { contract, indexed, lastDay, nameOf } from "./model.js";
import { amount, plain } from "./numbers.js";
import { words } from "./words.js";
import { answer } from "./views/answer.js";
import { sankey } from "./views/sankey.js";
import { series } from "./views/series.js";
import { stocks } from "./views/stocks.js";
import { map } from "./views/map.js";
import { losses } from "./views/losses.js";
import { events } from "./views/events.js";
import { balance } from "./views/balance.js";
import { provenance } from "./views/provenance.js";

const views = [answer, sankey, series, stocks, map, losses, events, balance, provenance];

async function data() {
  const text = document.getElementById("data").textContent.trim();
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

class Page {
  constructor(report) {
    this.report = report;
    this.indexes = report.runs.map(indexed);
    this.places = {};
    const run = report.runs[0];
    this.state = { language: /^zh/i.test(navigator.language) ? "zh" : "en", run: 0, from: 0, to: run.periods.length - 1, focus: -1 };
    for (const view of views) this.state[view.id] = view.start ? view.start(report, this.indexes) : {};
    this.toDom = (tree) => toDom(tree);
  }

  /** Whether pictures are drawn for a telephone. */
  get narrow() { return matchMedia("(max-width: 640px)").matches && !matchMedia("print").matches; }
  get words() { return words[this.state.language]; }
  get language() { return this.state.language; }
  get run() { return this.report.runs[this.state.run]; }
  get index() { return this.indexes[this.state.run]; }
  number(x) { return plain(x, 5); }
  amount(x, unit) { return amount(x, unit, this.state.language); }
  title(run) { return (this.language === "zh" ? run.title[1] || run.title[0] : run.title[0] || run.title[1]) || run.file; }
  facility(i) { return i < 0 ? this.words.noFocus : nameOf(this.run.facilities, i, this.language); }
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

  /** Changes the state and redraws what depends on it. */
  change(patch) {
    if (patch.run !== undefined && patch.run !== this.state.run) Object.assign(patch, this.carriedOver(patch.run));
    const changed = Object.keys(patch).filter((key) => patch[key] !== this.state[key]);
    Object.assign(this.state, patch);
    if (changed.length === 0) return;
    this.drawBar(changed);
    for (const view of views) {
      if (changed.includes("language") || changed.some((key) => key === view.id || view.depends.includes(key))) this.draw(view, changed);
    }
  }
  /** Changes one view's own settings. */
  set(view, patch) { this.change({ [view.id]: { ...this.state[view.id], ...patch } }); }

  /** Period and focus as another run has them: the same labels and id, as far as it knows them. */
  carriedOver(run) {
    const { periods, facilities } = this.report.runs[run];
    const at = (label, otherwise) => (periods.includes(label) ? periods.indexOf(label) : otherwise);
    const focus = this.state.focus < 0 ? -1 : facilities.id.indexOf(this.run.facilities.id[this.state.focus]);
    const patch = { from: at(this.run.periods[this.state.from], 0), to: at(this.run.periods[this.state.to], periods.length - 1), focus };
    for (const view of views) if (view.carry) patch[view.id] = view.carry(this, this.report.runs[run]);
    return patch;
  }

  draw(view, changed) {
    const place = this.places[view.id];
    fill(place.heading, this.words[view.id]);
    fill(place.intro, this.words[view.id + "Intro"] || "");
    if (view.controls) fill(place.controls, view.controls(this));
    if (view.update && !changed.includes("language") && view.update(this, place.body, changed)) return;
    fill(place.body, view.body(this));
    if (view.after) view.after(this, place.body);
  }

  build() {
    document.body.replaceChildren();
    const main = el("main", { id: "main" }, views.map((view) =>
      el("section", { id: view.id, "aria-labelledby": "heading-" + view.id, tabindex: -1 },
        el("h2", { id: "heading-" + view.id }), el("p", { class: "intro" }), el("div", { class: "controls" }), el("div", { class: "body" }))));
    document.body.append(...[el("a", { class: "skip", href: "#answer" }), el("header", {}), el("div", { id: "bar" }), main].map(this.toDom));
    for (const view of views) {
      const section = document.getElementById(view.id);
      this.places[view.id] = { heading: section.querySelector("h2"), intro: section.querySelector(".intro"),
        controls: section.querySelector(".controls"), body: section.querySelector(".body") };
    }
    this.listen();
    matchMedia("(max-width: 640px)").addEventListener("change", () => views.forEach((view) => this.draw(view, [])));
    this.drawBar(["language"]);
    for (const view of views) this.draw(view, ["language"]);
    document.documentElement.setAttribute("data-ready", "");
    performance.mark("huan drawn");
  }

  drawBar(changed) {
    const w = this.words, { state, run } = this;
    document.documentElement.lang = state.language === "zh" ? "zh-Hans" : "en";
    document.title = this.title(this.report.runs[0]);
    if (changed.includes("language") || changed.includes("run")) {
      fill(document.querySelector(".skip"), w.skip);
      fill(document.querySelector("header"),
        el("div", {}, el("h1", {}, this.title(this.report.runs[0])),
          el("p", {}, w.days(run.start, lastDay(run), run.covers_days))),
        el("div", { class: "languages", role: "group", "aria-label": w.language },
          button("language en", "English", () => this.change({ language: "en" }), { lang: "en", "aria-pressed": String(state.language === "en") }),
          button("language zh", "中文", () => this.change({ language: "zh" }), { lang: "zh-Hans", "aria-pressed": String(state.language === "zh") })),
        el("nav", { "aria-label": w.sections }, views.map((view) => el("a", { href: "#" + view.id }, w[view.id]))));
    }
    const runs = this.report.runs;
    const years = [...new Set(run.periods.map((p) => p.slice(0, 4)))];
    const spans = [["all", w.whole, 0, run.periods.length - 1],
      ...(years.length > 1 ? years.map((y) => [y, y, run.periods.findIndex((p) => p.startsWith(y)), run.periods.findLastIndex((p) => p.startsWith(y))]) : [])];
    const span = spans.find(([, , a, b]) => a === state.from && b === state.to);
    const labels = run.periods.map((p, i) => [i, p]);
    const bar = document.getElementById("bar");
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", w.settings);
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

  runName(i) {
    const name = this.title(this.report.runs[i]);
    const same = this.report.runs.some((r, k) => k !== i && this.title(r) === name);
    return same ? `${name} (${this.report.runs[i].file})` : name;
  }

  /** A picture with what it says of the part pointed at, the button that saves it, and the table behind it. */
  figure(name, picture, behind) {
    const w = this.words;
    const says = el("p", { class: "says", "aria-live": "polite" }, w.pointAt);
    return el("figure", { class: name === "flows" ? "wide" : null },
      el("div", { class: "scroll" }, picture), says,
      el("div", { class: "under" }, button("svg " + name, w.savePicture, () => save(`${name}.svg`, toText(picture), "image/svg+xml")), behind));
  }

  /** Pictures are alike in what they do: they say what is pointed at, and a site chosen is put in focus. */
  listen() {
    const say = (event) => {
      const part = event.target.closest && event.target.closest("[data-says]");
      const figure = part && part.closest("figure");
      if (figure) figure.querySelector(".says").textContent = part.getAttribute("data-says");
      if (figure) this.brighten(part, figure);
    };
    const main = document.getElementById("main");
    main.addEventListener("pointerover", say);
    main.addEventListener("focusin", say);
    const choose = (part) => {
      const facility = Number(part.getAttribute("data-facility"));
      this.change({ focus: facility === this.state.focus ? -1 : facility });
    };
    main.addEventListener("click", (event) => {
      const part = event.target.closest("[data-facility]");
      if (part) choose(part);
    });
    main.addEventListener("keydown", (event) => {
      const part = event.target.closest("svg [data-facility]");
      if (!part || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      choose(part);
    });
  }

  /** In the Sankey picture, the links of the node pointed at stand out. */
  brighten(part, figure) {
    const node = part.getAttribute("data-node");
    for (const link of figure.querySelectorAll("[data-ends]")) {
      link.classList.toggle("dim", node !== null && !link.getAttribute("data-ends").split(" ").includes(node));
    }
  }
}

data().then((report) => {
  if (report.contract !== contract) throw new Error(`data of contract ${report.contract}, this page reads ${contract}`);
  new Page(report).build();
}).catch((fault) => {
  document.body.append(toDom(el("p", { role: "alert" }, `This page could not be shown / 无法显示本页: ${fault.message}`)));
  throw fault;
});

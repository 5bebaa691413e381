// What every page of a report is: a state, a bar on top, and views, each redrawn when something it depends on changes. The
// only place that listens to pictures.
import { el, toText } from "./element.js";
import { fill, toDom } from "./dom.js";
import { button, save } from "./controls.js";
import { amount, plain } from "./numbers.js";
import { words } from "./words.js";

/** Pages derive from it: they say their name and time (heading), fill the bar, and may choose what is clicked. */
export class Frame {
  constructor(report, views, state) {
    this.report = report;
    this.views = views;
    this.places = {};
    this.state = { language: /^zh/i.test(navigator.language) ? "zh" : "en", ...state };
    this.toDom = (tree) => toDom(tree);
  }

  /** Whether pictures are drawn for a telephone. */
  get narrow() { return matchMedia("(max-width: 640px)").matches && !matchMedia("print").matches; }
  get drawing() { return { narrow: this.narrow, titled: false }; }
  get words() { return words[this.state.language]; }
  get language() { return this.state.language; }
  number(x) { return plain(x, 5); }
  amount(x, unit) { return amount(x, unit, this.state.language); }
  /** Of a run or a study. */
  title(of) { return (this.language === "zh" ? of.title[1] || of.title[0] : of.title[0] || of.title[1]) || of.file; }
  /** Its title, with the file where others have the same. */
  nameAmong(all, i) {
    const name = this.title(all[i]);
    return all.some((other, k) => k !== i && this.title(other) === name) ? `${name} (${all[i].file})` : name;
  }

  /** Changes the state and redraws what depends on it. */
  change(patch) {
    this.completed(patch);
    const changed = Object.keys(patch).filter((key) => patch[key] !== this.state[key]);
    Object.assign(this.state, patch);
    if (changed.length === 0) return;
    this.drawBar(changed);
    for (const view of this.views) {
      if (changed.includes("language") || changed.some((key) => key === view.id || view.depends.includes(key))) this.draw(view, changed);
    }
  }
  /** Changes one view's own settings. */
  set(view, patch) { this.change({ [view.id]: { ...this.state[view.id], ...patch } }); }

  /** What else changes with it. */
  completed() {}

  draw(view, changed) {
    const place = this.places[view.id];
    fill(place.heading, this.words[view.heading || view.id]);
    fill(place.intro, this.words[(view.heading || view.id) + "Intro"] || "");
    if (view.controls) fill(place.controls, view.controls(this));
    if (view.update && !changed.includes("language") && view.update(this, place.body, changed)) return;
    fill(place.body, view.body(this));
    if (view.after) view.after(this, place.body);
  }

  build() {
    document.body.replaceChildren();
    const main = el("main", { id: "main" }, this.views.map((view) =>
      el("section", { id: view.id, "aria-labelledby": "heading-" + view.id, tabindex: -1 },
        el("h2", { id: "heading-" + view.id }), el("p", { class: "intro" }), el("div", { class: "controls" }), el("div", { class: "body" }))));
    document.body.append(...[el("a", { class: "skip", href: "#answer" }), el("header", {}), el("div", { id: "bar" }), main].map(this.toDom));
    for (const view of this.views) {
      const section = document.getElementById(view.id);
      this.places[view.id] = { heading: section.querySelector("h2"), intro: section.querySelector(".intro"),
        controls: section.querySelector(".controls"), body: section.querySelector(".body") };
    }
    this.listen();
    matchMedia("(max-width: 640px)").addEventListener("change", () => this.views.forEach((view) => this.draw(view, [])));
    this.drawBar(["language"]);
    for (const view of this.views) this.draw(view, ["language"]);
    document.documentElement.setAttribute("data-ready", "");
    performance.mark("huan drawn");
  }

  drawBar(changed) {
    const w = this.words, { state } = this;
    document.documentElement.lang = state.language === "zh" ? "zh-Hans" : "en";
    const { name, line } = this.head();
    document.title = name;
    if (changed.some((key) => this.headDepends.includes(key))) {
      fill(document.querySelector(".skip"), w.skip);
      fill(document.querySelector("header"),
        el("div", {}, el("h1", {}, name), el("p", {}, line)),
        el("div", { class: "languages", role: "group", "aria-label": w.language },
          button("language en", "English", () => this.change({ language: "en" }), { lang: "en", "aria-pressed": String(state.language === "en") }),
          button("language zh", "中文", () => this.change({ language: "zh" }), { lang: "zh-Hans", "aria-pressed": String(state.language === "zh") })),
        el("nav", { "aria-label": w.sections }, this.views.map((view) => el("a", { href: "#" + view.id }, w[view.heading || view.id]))));
    }
    const bar = document.getElementById("bar");
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", w.settings);
    this.fillBar(bar, changed);
  }

  /** A picture with what it says of the part pointed at, the button that saves it, and the table behind it. */
  figure(name, picture, behind) {
    const w = this.words;
    const says = el("p", { class: "says", "aria-live": "polite" }, w[this.hint]);
    return el("figure", { class: name === "flows" ? "wide" : null },
      el("div", { class: "scroll" }, picture), says,
      el("div", { class: "under" }, button("svg " + name, w.savePicture, () => save(`${name}.svg`, toText(picture), "image/svg+xml")), behind));
  }

  /** Pictures are alike in what they do: they say what is pointed at, and a part chosen is put in focus. */
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
    main.addEventListener("click", (event) => {
      const part = event.target.closest(this.choosable);
      if (part) this.choose(part);
    });
    main.addEventListener("keydown", (event) => {
      const part = event.target.closest("svg") && event.target.closest(this.choosable);
      if (!part || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      this.choose(part);
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

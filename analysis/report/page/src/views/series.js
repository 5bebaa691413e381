import uPlot from "uplot";
import { dashes, palette } from "../colours.js";
import { behind, button, tick } from "../controls.js";
import { fill } from "../dom.js";
import { el } from "../element.js";
import { largestFlows } from "../largest.js";
import { instant, valueAt } from "../model.js";
import { plain, unitText } from "../numbers.js";
import { catalogue, course } from "../series.js";
import { words } from "../words.js";
import { mostChanged } from "./changes.js";
import { logged } from "./events.js";
import { bandLimits, bandsFor, drawBands, withBands } from "./series_bands.js";

const shownMatches = 60, markers = ["opens", "closes", "scripted", "watched", "watched_back"];
let charts = [], observer = null;

export const series = {
  id: "series",
  depends: ["run", "focus"],
  start: (report) => ({ chosen: withBands(report).length ? withBands(report) : mostChanged(report).length ? mostChanged(report) : largestFlows(report.runs[0], 4).map((i) => "flow " + report.runs[0].flows.id[i]), everyRun: report.runs.length > 1 }),

  body(page) {
    const w = page.words;
    return [
      el("div", { class: "picker" },
        el("label", { class: "control search" }, el("span", {}, w.search),
          el("input", { type: "search", "data-key": "search", placeholder: w.searchHint, autocomplete: "off", on: { input: () => matches(page) } })),
        el("label", { class: "control" }, el("span", {}, w.group),
          el("select", { "data-key": "group", name: "group", on: { change: () => matches(page) } },
            [["", w.everyGroup], ...groups(page)].map(([v, text]) => el("option", { value: v }, text)))),
        page.report.runs.length > 1 && tick("every run", w.allRuns, page.state.series.everyRun, (v) => page.set(series, { everyRun: v })),
        el("p", { class: "count", role: "status" }),
        el("ul", { class: "matches", "aria-label": w.search })),
      el("div", { class: "chosen" }),
      el("div", { class: "buttons zoom", role: "group", "aria-label": w.zoomIn },
        button("zoom in", "+", () => zoom(0.5, 0), { "aria-label": w.zoomIn, title: w.zoomIn }),
        button("zoom out", "−", () => zoom(2, 0), { "aria-label": w.zoomOut, title: w.zoomOut }),
        button("zoom earlier", "←", () => zoom(1, -0.25), { "aria-label": w.earlier, title: w.earlier }),
        button("zoom later", "→", () => zoom(1, 0.25), { "aria-label": w.later, title: w.later }),
        button("zoom all", w.all, () => zoom(Infinity, 0))),
      el("div", { class: "charts" }),
      page.report.studies.length > 0 && el("p", { class: "note" }, w.bandsNote, " ", page.report.studies.map((study, i) => page.nameAmong(page.report.studies, i) + (study.failed ? ` (${w.failedShort(study.failed, study.runs)})` : "") +
        (study.other_scenario ? ` (${study.other_scenario.varies_options ? w.maybeOtherShort : w.otherShort})` : "")).join("; ")),
      el("div", { class: "tables" }),
    ];
  },

  after(page) {
    matches(page);
    draw(page);
  },

  /** The search keeps its text, and its place in the page, while series are chosen. */
  update(page, body, changed) {
    if (changed.includes("run")) return false;
    matches(page);
    draw(page);
    return body.children.length > 0;
  },
};

function listOf(page, run = page.run) {
  run.catalogue = run.catalogue || catalogue(run);
  return run.catalogue;
}

function groups(page) {
  return [...new Set(listOf(page).map((e) => e.group))].map((g) => [g, page.words["group " + g]]);
}

function label(page, entry) {
  return `${page.words["group " + entry.group]}: ${entry.name(page.language)}`;
}

/** The list below the search: the focused site's series first, else those that hold every word searched for. */
function matches(page) {
  const place = page.places.series.body, w = page.words;
  const wanted = place.querySelector("[type=search]").value.toLowerCase().split(/\s+/).filter(Boolean);
  const focus = page.state.focus < 0 ? null : page.run.facilities.id[page.state.focus];
  const all = listOf(page);
  const { chosen } = page.state.series;
  const hit = (e) => {
    if (!wanted.length && focus) return new RegExp("(^|[>. ])" + focus.replace(/[^\w]/g, "\\$&") + "([.> ]|$)").test(e.id);
    e.text = e.text || `${e.key} ${words.en["group " + e.group]} ${words.zh["group " + e.group]} ${e.name("en")} ${e.name("zh")}`.toLowerCase();
    return wanted.every((word) => e.text.includes(word));
  };
  const group = place.querySelector("[name=group]").value;
  const found = all.filter((e) => (!group || e.group === group) && (!(wanted.length || focus) || hit(e)));
  fill(place.querySelector(".count"), w.found(Math.min(found.length, shownMatches), found.length));
  fill(place.querySelector(".matches"), found.slice(0, shownMatches).map((e) =>
    el("li", {}, el("label", {},
      el("input", { type: "checkbox", "data-key": "series " + e.key, checked: chosen.includes(e.key), on: { change: (event) =>
        choose(page, e.key, event.target.checked) } }), " ", label(page, e), el("small", {}, ` ${unitText(e.unit, page.language)}`)))));
}

function choose(page, key, on) {
  const chosen = page.state.series.chosen.filter((k) => k !== key);
  page.set(series, { chosen: on ? [...chosen, key] : chosen });
}

function shownRuns(page) {
  return page.state.series.everyRun ? page.report.runs.map((_, i) => i) : [page.state.run];
}

/** Seconds since 1970 of what the scenario does: of the site in focus also its opening and closing. */
function marksOf(page, r) {
  const run = page.report.runs[r];
  const focus = page.state.focus < 0 ? -1 : run.facilities.id.indexOf(page.run.facilities.id[page.state.focus]);
  return logged(run, page.indexes[r], 0, Infinity, focus)
    .filter((e) => (page.state.focus < 0 ? markers.slice(2) : markers).includes(e.what))
    .map((e) => instant(run, e.time) / 1000);
}

/** Lines by unit: one chart each, all with the same time. */
function chosenLines(page) {
  const { report, state } = page;
  const runs = shownRuns(page);
  const byUnit = new Map();
  state.series.chosen.forEach((key, i) => {
    for (const r of runs) {
      const run = report.runs[r];
      const entry = listOf(page, run).find((e) => e.key === key);
      if (!entry) continue;
      const unit = unitOf(page, entry);
      if (!byUnit.has(unit)) byUnit.set(unit, []);
      const { x, y } = course(run, entry);
      const bands = bandsFor(page, entry, i, r);
      byUnit.get(unit).push({ bands, name: label(page, entry) + (runs.length > 1 ? ` [${page.runName(r)}]` : ""), x, y, entry, run,
        colour: palette[i % palette.length], dash: dashes[(Math.floor(i / palette.length) + r) % dashes.length], step: !entry.level });
    }
  });
  return byUnit;
}

function draw(page) {
  const place = page.places.series.body, w = page.words;
  const { chosen } = page.state.series;
  const all = listOf(page);
  fill(place.querySelector(".chosen"), chosen.length === 0 ? el("p", { class: "nothing" }, w.nothingChosen) :
    el("ul", { "aria-label": w.chosen }, chosen.map((key) => {
      const entry = all.find((e) => e.key === key);
      const name = entry ? label(page, entry) : key;
      return el("li", {}, button("chosen " + key, [name, el("span", { "aria-hidden": "true" }, " ×")], () => choose(page, key, false), { "aria-label": w.remove(name) }));
    })));
  const range = charts.length ? { min: charts[0].scales.x.min, max: charts[0].scales.x.max } : null;
  charts.forEach((chart) => chart.destroy());
  charts = [];
  const into = place.querySelector(".charts");
  into.replaceChildren();
  const marks = shownRuns(page).flatMap((r) => marksOf(page, r));
  for (const [unit, lines] of chosenLines(page)) charts.push(chart(page, into, unit, lines, marks));
  if (range && range.min !== undefined) charts.forEach((c) => c.setScale("x", range));
  tables(page, place.querySelector(".tables"));
  if (observer) observer.disconnect();
  observer = new ResizeObserver(() => charts.forEach((c) => c.setSize({ width: into.clientWidth, height: 300 })));
  observer.observe(into);
}

function chart(page, into, unit, lines, marks) {
  const data = uPlot.join(lines.map((l) => [l.x.map((ms) => ms / 1000), l.y]));
  const sync = { key: "huan", setSeries: false };
  const made = new uPlot({
    width: into.clientWidth || 600,
    height: 300,
    title: unit,
    tzDate: (t) => uPlot.tzDate(new Date(t * 1000), "Etc/UTC"),
    cursor: { sync, drag: { x: true, y: false } },
    legend: { live: true },
    padding: [null, 36, null, null],
    scales: { y: { range: (u, low, high) => bandLimits(lines, Math.min(0, low ?? 0), (high || 1) * 1.05) } },
    axes: [
      { values: (u, splits, axis, space, step) => splits.map((t) => new Date(t * 1000).toISOString().slice(0, step >= 31e6 ? 4 : step >= 2.4e6 ? 7 : 10)) },
      { size: 86, values: (u, splits) => splits.map((v) => plain(v, 4)) },
    ],
    series: [
      { label: page.words.when, value: (u, t) => (t === null || t === undefined ? "–" : new Date(t * 1000).toISOString().slice(0, 10)) },
      ...lines.map((l) => ({ label: l.name, stroke: l.colour, width: 2, dash: l.dash, spanGaps: true, points: { show: false },
        paths: l.step ? uPlot.paths.stepped({ align: 1 }) : uPlot.paths.linear(), value: (u, v) => plain(v, 4) })),
    ],
    hooks: {
      drawAxes: [(u) => drawBands(u, lines)],
      setScale: [(u, key) => {
        if (key !== "x") return;
        const { min, max } = u.scales.x;
        for (const other of charts) if (other !== u && (other.scales.x.min !== min || other.scales.x.max !== max)) other.setScale("x", { min, max });
      }],
      draw: [(u) => {
        const { ctx, bbox } = u;
        ctx.save();
        ctx.strokeStyle = "#555555";
        ctx.setLineDash([2, 4]);
        for (const t of marks.slice(0, 80)) {
          const x = Math.round(u.valToPos(t, "x", true));
          if (x < bbox.left || x > bbox.left + bbox.width) continue;
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
        }
        ctx.restore();
      }],
    },
  }, data, into);
  made.root.setAttribute("role", "img");
  made.root.setAttribute("aria-label", `${page.words.series}: ${unit}. ${lines.map((l) => l.name).join("; ")}`);
  return made;
}

/** Zooms every chart by a factor round the middle, or shifts it by a share of what is seen. */
function zoom(factor, shift) {
  for (const c of charts) {
    const first = c.data[0][0], last = c.data[0][c.data[0].length - 1];
    const { min, max } = c.scales.x;
    if (!isFinite(factor)) {
      c.setScale("x", { min: first, max: last });
      continue;
    }
    const half = Math.min(((max - min) / 2) * factor, (last - first) / 2);
    const middle = Math.min(Math.max((min + max) / 2 + shift * (max - min), first + half), last - half);
    c.setScale("x", { min: middle - half, max: middle + half });
  }
}

function tables(page, place) {
  const w = page.words, lines = [...chosenLines(page).entries()].flatMap(([unit, list]) => list.map((l) => ({ ...l, unit })));
  if (lines.length === 0) return fill(place);
  fill(place, behind(page, "series", () => {
    const { periods } = page.run;
    return {
      caption: w.series,
      columns: [[w.period, ""], ...lines.flatMap((l) => [[`${l.name}, ${l.unit}`, "number"], ...l.bands.flatMap((b) => ["5 %", "95 %"].map((q) => [`${b.name}, ${q}`, "number"]))])],
      rows: periods.map((p) => [p, ...lines.flatMap((l) => [valueOf(l, p), ...l.bands.flatMap((b) => b.at(p))])]),
    };
  }));
}

function valueOf(line, period) {
  if (line.entry.points) return (line.entry.points.find((q) => q.period === period || q.period === period.slice(0, 4)) || {}).value ?? "";
  const at = line.run.periods.indexOf(period);
  return at < 0 ? "" : (valueAt(line.entry.values, at) ?? "");
}

/** A load is in parts of the capacity; an indicator says by its unit what it is. */
function unitOf(page, entry) {
  if (entry.group === "load") return page.words.ofCapacity;
  if (entry.group === "indicator") return unitText(entry.unit, page.language);
  return `${unitText(entry.unit, page.language)}, ${entry.level ? page.words.atEnd : page.words.perInterval}`;
}

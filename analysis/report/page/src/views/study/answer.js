import { palette } from "../../colours.js";
import { behind, button, table } from "../../controls.js";
import { el } from "../../element.js";
import { mostApart } from "../../moment.js";
import { alike, unitText } from "../../numbers.js";
import { asSaid } from "../../said.js";
import { stripsPicture } from "../../pictures/strips.js";
import { anyOf, bandAt, bandText, groupName, labelAt, outputName, periodAt, varies } from "../../study.js";

const mostRows = 40, fewSeries = 12;

export const studyAnswer = {
  id: "answer",
  heading: "studyAnswer",
  depends: ["until", "output"],

  body(page) {
    const w = page.words;
    return [
      page.studies.map((study) => counted(page, study)),
      apart(page),
      parts(page).map(({ name, title, members }, i) => {
        const shown = members.slice(0, mostRows), figure = i === 0 ? "answer" : "answer-" + (i + 1);
        const trees = [page.figure(figure, answerPicture(page, title, shown, i === 0 || name === "series"), behind(page, figure, () => tableOf(page, title, members))),
          members.length > shown.length && el("p", { class: "note" }, w.onlyFirst(shown.length, members.length))];
        if (i === 0) return trees;
        return el("details", { class: "group", open: name === "series" && members.length <= fewSeries }, el("summary", { "data-key": "group " + name }, `${title} (${members.length})`), trees);
      }),
    ];
  },
};

/** How many runs there are, and why some failed. */
function counted(page, study) {
  const w = page.words, name = page.studies.length > 1 ? page.studyName(page.studies.indexOf(study)) + " — " : "";
  const factors = study.factors.id.length;
  return [
    el("p", { class: "counted" }, name + (study.points === 1 ? w.replicated(study.runs) : w.swept(study.runs, study.points, study.replicates, w["design " + study.design] || study.design, factors))),
    study.failed > 0 && el("div", { class: "warning" }, el("p", {}, name + w.failedRuns(study.failed, study.runs)),
      el("details", {}, el("summary", { "data-key": "reasons " + study.file }, w.reasons),
        table(w.reasons, [[w.runsWord, "number"], [w.failedWhen, ""], [w.reason, ""]], study.reasons.map(([text, runs, when, alike]) =>
          [String(runs), w["failed " + when], [asSaid(page, "reason", text), alike > 1 && el("small", {}, w.alikeReasons(alike))]])),
        study.more_reasons > 0 && el("p", { class: "note" }, w.moreReasons(study.more_reasons)))),
    study.left_out > 0 && el("p", { class: "note" }, name + w.leftOut(study.outputs.length, study.left_out)),
  ];
}

/** Of several studies, where they differ most in the result in focus, and the way there. */
function apart(page) {
  const w = page.words, { studies, result, state } = page;
  if (result.of.filter(Boolean).length < 2 || anyOf(result).table === "run") return null;
  const found = mostApart(studies, result), name = page.resultName();
  if (!found) return el("p", { class: "note", role: "status" }, w.nowhereApart(name));
  const { texts, after } = alike(found.middles.map((m) => m || 0), anyOf(result).unit, page.language);
  const said = found.middles.map((m, s) => m !== null && `${page.studyName(s)} ${texts[s]}${after}`).filter(Boolean).join(w.comma);
  const here = labelAt(studies[result.of.indexOf(anyOf(result))], anyOf(result), state) === found.label;
  return el("p", { class: "note", role: "status" }, w.mostApart(name, found.label, said), " ",
    here ? (page.opened.until === state.until ? w.opensThere : "") : button("apart", w.goThere(found.label), () => page.change({ until: found.until })));
}

/** Indicators of the whole region, group by group; series; indicators by site, a part for each. What varies first. */
function parts(page) {
  const w = page.words, found = [], at = {};
  for (const result of page.results) {
    const one = anyOf(result), name = one.table === "series" ? "series" : one.id.includes(":") ? one.id.split(":")[0] : "whole";
    if (!at[name]) found.push((at[name] = { name, members: [], title: name === "whole" ? w.studyAnswer : name === "series" ? w.keptSeries : w.bySite(outputName(one, page.language).split(/: |：/)[0]) }));
    at[name].members.push(result);
  }
  found.sort((a, b) => ["series", "whole"].indexOf(b.name) - ["series", "whole"].indexOf(a.name));
  const group = (r) => groupName(anyOf(r), w, page.language), moves = (r) => r.of.some((o) => o && varies(o));
  const groups = [...new Set(page.results.map(group))];
  for (const part of found) part.members.sort((a, b) => (groups.indexOf(group(a)) - groups.indexOf(group(b))) || moves(b) - moves(a));
  return found;
}

/** `grouped`: with a heading where another group begins. */
export function answerPicture(page, title, list, grouped) {
  const w = page.words, several = page.studies.length > 1;
  const rows = list.map((result) => {
    const one = anyOf(result);
    const strips = page.studies.map((study, s) => {
      const output = result.of[s];
      const band = output && bandAt(output, periodAt(study, output, page.state));
      return { band, colour: palette[s % palette.length], text: several && !output ? "–" : bandText(band, one.unit, w, page.language) };
    }).filter((s) => s.band);
    const at = whenOf(page, result), name = outputName(one, page.language);
    return { key: result.key, name, strips, group: grouped ? [groupName(one, w, page.language), at].filter(Boolean).join(w.comma) : "",
      says: `${name}${at ? w.inPeriod(at) : ""}: ${strips.map((s, i) => (several ? `${page.studyName(i)}: ` : "") + s.text).join("; ")}` };
  }).filter((row) => row.strips.length > 0);
  return stripsPicture(title, rows, w, several ? page.studies.map((_, s) => [palette[s % palette.length], page.studyName(s)]) : [], page.state.output, page.drawing);
}

function whenOf(page, result) {
  const output = anyOf(result), study = page.studies[result.of.indexOf(output)];
  return labelAt(study, output, page.state);
}

function tableOf(page, title, list) {
  const w = page.words, several = page.studies.length > 1;
  const rows = list.flatMap((result) => page.studies.map((study, s) => {
    const output = result.of[s], band = output && bandAt(output, periodAt(study, output, page.state));
    if (!band) return null;
    return [outputName(output, page.language), ...(several ? [page.studyName(s)] : []), whenOf(page, result) || w.whole, unitText(output.unit, page.language),
      ...numbersOf(band)];
  }).filter(Boolean));
  return { caption: title, columns: [[w.result, ""], ...(several ? [[w.study, ""]] : []), [w.period, ""], [w.unit, ""], ...bandColumns(w)], rows };
}

export function bandColumns(w) {
  return [[w.least, "number"], ["5 %", "number"], ["25 %", "number"], [w.middle, "number"], ["75 %", "number"], ["95 %", "number"], [w.most, "number"], [w.mean, "number"], [w.runsWord, "number"]];
}

export function numbersOf(band) {
  return [band.least, band.low, band.lower, band.middle, band.upper, band.high, band.most, band.mean, band.count];
}

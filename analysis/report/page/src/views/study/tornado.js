import { palette } from "../../colours.js";
import { behind, choice } from "../../controls.js";
import { el } from "../../element.js";
import { plain, unitText } from "../../numbers.js";
import { convergencePicture } from "../../pictures/convergence.js";
import { tornadoPicture } from "../../pictures/tornado.js";
import { asSaid, plainly } from "../../said.js";
import { indicesOf, labelAt, orderOf, periodsOf, reckonedAt } from "../../study.js";

const shown = 15;

export const studyTornado = {
  id: "tornado",
  heading: "studyTornado",
  depends: ["output", "until", "study"],
  start: () => ({ index: "" }),

  controls(page) {
    const w = page.words, moment = momentOf(page);
    const list = indicesOf(moment).filter((name) => ["spearman", "prcc", "pearson"].includes(name));
    return list.length > 1 && choice("index", w.index, list.map((name) => [name, w["index " + name]]), chosenOf(page, moment), (v) => page.set(studyTornado, { index: v }));
  },

  body(page) {
    const w = page.words, moment = momentOf(page);
    if (!moment) return el("p", { class: "nothing" }, page.output ? w.notKept(page.studies[page.state.study].outputs.filter((o) => o.moments).length) : w.noData);
    if (moment.why_not) return [el("h3", {}, titleOf(page, moment)), elsewhere(page, moment), el("p", { class: "nothing" }, asSaid(page, "hangs", moment.why_not))];
    const f = page.study.factors, names = indicesOf(moment);
    const rows = orderOf(moment, chosenOf(page, moment));
    const title = titleOf(page, moment);
    return [
      el("h3", {}, title),
      elsewhere(page, moment),
      el("p", { class: "intro" }, w["about " + names[0]] || w["about spearman"]),
      page.figure("tornado", tornadoOf(page, moment), behind(page, "tornado", () => ({
        caption: title,
        columns: [[w.factor, ""], ...names.flatMap((name) => [[w["index " + name], "number"], [w.from, "number"], [w.to, "number"]])],
        rows: rows.map((j) => [f.id[j], ...names.flatMap((name) => ["value", "low", "high"].map((k) => moment.indices[name][k][j] ?? ""))]),
      }))),
      el("p", { class: "note" }, w.fromRows(moment.n, w["rows " + page.study.design] || w.rowsOther), rows.length > shown && " " + w.onlyFirst(shown, rows.length)),
      settled(page, moment),
    ];
  },
};

export function momentOf(page) {
  return page.output && reckonedAt(page.study, page.output, page.state);
}

/** That what is shown is of another period than the chosen one, as far as it is. */
export function elsewhere(page, moment) {
  const { study, output, words: w } = page;
  const label = periodsOf(study, output)[moment.period], wanted = labelAt(study, output, page.state);
  if (output.table === "run" || label === wanted) return null;
  return el("p", { class: "warning", role: "status" }, wanted ? w.notHeldThen(wanted, label, output.moments.length, periodsOf(study, output).length) : w.notThen(label));
}

/** Index that the order follows, and that is drawn alone of correlations. */
export function chosenOf(page, moment) {
  const names = indicesOf(moment), wished = page.state.tornado && page.state.tornado.index;
  return names.indexOf(wished) >= 0 ? wished : names[0];
}

function titleOf(page, moment) {
  const label = periodsOf(page.study, page.output)[moment.period];
  return page.words.hangsOn(page.resultName(), label === "run" ? "" : label) + (page.studies.length > 1 ? ` [${page.studyName(page.state.study)}]` : "");
}

/** Of Sobol's indices total and first, of Morris's mu* and sigma, else the chosen correlation. */
export function tornadoOf(page, moment) {
  const w = page.words, f = page.study.factors, chosen = chosenOf(page, moment);
  const names = { total: ["total", "first"], first: ["total", "first"], mu_star: ["mu_star", "sigma"] }[chosen] || [chosen];
  const entries = names.map((name, i) => ({ name: w["index " + name], colour: palette[i] }));
  const rows = orderOf(moment, chosen).slice(0, shown).map((j) => {
    const marks = names.map((name) => ({ value: moment.indices[name].value[j], low: moment.indices[name].low[j], high: moment.indices[name].high[j] }));
    const said = marks.map((m, i) => `${entries[i].name} ${plain(m.value)}${m.low === null ? "" : w.interval_(plain(m.low), plain(m.high))}`);
    return { name: f.id[j], key: String(j), says: `${f.id[j]} (${plainly("spread", f.spread[j], page.language)}): ${said.join("; ")}`, marks };
  });
  const label = names[0] === "mu_star" ? w.perRange(unitText(page.output.unit, page.language)) : entries.map((e) => e.name).join(w.comma);
  return tornadoPicture(titleOf(page, moment), label, rows, entries, page.drawing);
}

/** Whether the indices still change with more rows. */
function settled(page, moment) {
  const steps = moment.convergence || [], w = page.words;
  const name = chosenOf(page, moment);
  if (steps.length < 2 || !steps[0][name]) return null;
  const order = orderOf(moment, name), f = page.study.factors, title = `${w.convergence}: ${w["index " + name]}`;
  return el("details", { class: "group" }, el("summary", { "data-key": "convergence" }, w.convergence),
    el("p", { class: "intro" }, w.convergenceIntro),
    page.figure("convergence", convergencePicture(title, steps.map((s) => s.n), order.slice(0, 7).map((j) => ({ name: f.id[j], values: steps.map((s) => s[name][j]) })), page.narrow),
      behind(page, "convergence", () => ({ caption: title, columns: [["n", "number"], ...order.map((j) => [f.id[j], "number"])],
        rows: steps.map((s) => [s.n, ...order.map((j) => s[name][j] ?? "")]) }))));
}

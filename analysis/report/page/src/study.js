// Questions to the studies (analysis/report/README.md, "A study"). Runs in Duktape too.
import { valueAt } from "./model.js";
import { translated } from "./program_texts.js";
import { alike, plain } from "./numbers.js";

/** Results that any study has: [{ key, of: [output or null, by study] }], in the order of the first that has them. */
export function results(studies) {
  const found = [], at = {};
  studies.forEach((study, s) => study.outputs.forEach((output) => {
    const key = "$" + output.key;
    if (!at[key]) found.push((at[key] = { key: output.key, of: studies.map(() => null) }));
    at[key].of[s] = output;
  }));
  tellApart(found);
  return found;
}

/** Results of one name (two flows of a material from one site) get their ids beside it. */
function tellApart(found) {
  const count = {}, name = (o) => "$" + o.group[0] + " " + o.en;
  found.forEach((r) => (count[name(anyOf(r))] = (count[name(anyOf(r))] || 0) + 1));
  found.forEach((r) => r.of.filter(Boolean).forEach((o) => (o.twin = count[name(anyOf(r))] > 1)));
}

export function anyOf(result) {
  return result.of.filter(Boolean)[0];
}

export function outputName(output, language) {
  const name = (language === "zh" && output.zh) || output.en || output.zh;
  return !name ? output.id : output.twin ? `${name} (${output.id})` : name;
}

export function groupName(output, words, language) {
  if (output.table === "series") return words["series " + output.group[0]] || output.group[0];
  return (language === "zh" && output.group[1]) || output.group[0] || words.others;
}

/** Labels of an output's periods: years, intervals, or "run" for one of the whole run. */
export function periodsOf(study, output) {
  return output.table === "indicator" ? study.years : output.table === "series" ? study.periods : ["run"];
}

/** Edges of the periods [ms]; null of the whole run. */
export function edgesOf(study, output) {
  if (output.table === "run") return null;
  if (output.table === "series") return intervalEdges(study);
  const last = Number(study.years[study.years.length - 1]);
  return study.years.map((year) => Date.UTC(Number(year), 0, 1)).concat([Date.UTC(last + 1, 0, 1)]);
}

/** Edges of the intervals of its series [ms]; none without series. */
export function intervalEdges(study) {
  return study.time.map((day) => Date.parse(study.start + "T00:00:00Z") + day * 86400000);
}

/** Whether a series is a state at the end of an interval, not an amount in it. */
export function isLevel(output) {
  return output.table === "series" && output.group[0] === "stock";
}

/** { low, lower, middle, upper, high: what 5, 25, 50, 75, 95 % of the runs do not exceed; mean, least, most, count } or null. */
export function bandAt(output, period) {
  if (!output || period < 0 || !(valueAt(output.count, period) > 0)) return null;
  const [low, lower, middle, upper, high] = output.bands.map((b) => valueAt(b, period));
  return { low, lower, middle, upper, high, mean: valueAt(output.mean, period), least: valueAt(output.least, period),
    most: valueAt(output.most, period), count: valueAt(output.count, period) };
}

/** The period of an output at a moment (moment.js), -1 where the study does not reach it. */
export function periodAt(study, output, { year, until }) {
  if (output.table === "run") return 0;
  if (output.table === "indicator") return study.years.indexOf(year);
  const edges = intervalEdges(study);
  for (let i = 0; i + 1 < edges.length; ++i) if (edges[i] < until && until <= edges[i + 1]) return i;
  return -1;
}

/** Its label; empty of the whole run, and where the study does not reach it. */
export function labelAt(study, output, moment) {
  return output.table === "run" ? "" : periodsOf(study, output)[periodAt(study, output, moment)] || "";
}

/** Share of the runs above a level, or null; by the values themselves, or by quantiles with what lies between them. */
export function shareAbove(study, output, period, level) {
  const values = output && output.levels[period];
  if (!values) return null;
  if (values.length === 1) return values[0] > level ? 1 : 0;
  if (study.levels === "values") return values.filter((v) => v > level).length / values.length;
  const last = values.length - 1;
  if (values[0] > level) return 1;
  let k = 0;
  while (k < last && values[k + 1] <= level) ++k;
  if (k === last) return 0;
  return 1 - (k + (level - values[k]) / (values[k + 1] - values[k])) / last;
}

/** What was reckoned of a result at a moment, or at the nearest period that has it, the later of two; null where nothing was. */
export function reckonedAt(study, output, moment) {
  const wanted = output ? periodAt(study, output, moment) : -1;
  return ((output && output.moments) || []).reduce((best, m) => {
    const near = Math.abs(m.period - wanted), nearest = best && Math.abs(best.period - wanted);
    return !best || near < nearest || (near === nearest && m.period > best.period) ? m : best;
  }, null);
}

export function varies(output) {
  return output.bands[0] !== output.bands[4] && JSON.stringify(output.bands[0]) !== JSON.stringify(output.bands[4]);
}

/** The result to begin with: the first of the whole region that holds `tells`, else the first that is not the same in all runs. */
export function firstResult(all, tells = () => false) {
  const whole = all.filter((r) => anyOf(r).id.indexOf(":") < 0), moves = (r) => r.of.some((o) => o && varies(o));
  return whole.filter(tells)[0] || whole.filter(moves)[0] || all.filter(moves)[0] || all[0];
}

/** "95 to 140 kt (90 % of 200 runs), middle 117 kt" */
export function bandText(band, unit, words, language) {
  if (!band) return "–";
  const { texts: [low, high, middle], after } = alike([band.low, band.high, band.middle], unit, language);
  if (band.least === band.most) return words.always(middle + after, band.count);
  if (band.low === band.high) return words.mostly(low + after, band.count);
  return words.band(low, high, after, middle, band.count);
}

/** Options of a choice, by their number; null of a number or a date. Of overlays "none" is a word, else all are names. */
export function optionsOf(study, factor, language) {
  const text = study.factors.options[factor], overlays = study.factors.subject[factor] === "overlay";
  return text ? text.split(" | ").map((option) => (overlays && translated("option", option, language)) || option) : null;
}

/** A level as people read it. */
export function levelText(study, factor, level, language) {
  const options = optionsOf(study, factor, language);
  if (options) return options[level] === undefined ? String(level) : options[level];
  if (isDate(study, factor)) return new Date(level * 86400000).toISOString().slice(0, 10);
  return plain(level, 4);
}

export function isDate(study, factor) {
  return study.factors.unit[factor].indexOf("days since") === 0;
}

/** Indices a moment may be ordered by, the telling one first. */
export function indicesOf(moment) {
  const has = moment && moment.indices ? moment.indices : {};
  return ["total", "first", "mu_star", "sigma", "mu", "spearman", "prcc", "pearson"].filter((name) => has[name]);
}

/** Factors by how much they matter, most first. */
export function orderOf(moment, name) {
  const value = moment.indices[name].value;
  return value.map((_, i) => i).sort((a, b) => Math.abs(value[b] || 0) - Math.abs(value[a] || 0) || a - b);
}

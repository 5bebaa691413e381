// The moment that a page of studies looks at: a year, and an interval in it. The state holds the year's label and `until`,
// the end [ms] of the interval; one follows from the other. Runs in Duktape too.
import { valueAt } from "./model.js";
import { edgesOf, firstResult, intervalEdges, periodsOf } from "./study.js";

/** Labels of the years of all studies. */
export function yearsOf(studies) {
  const all = studies.reduce((list, s) => list.concat(s.years), []).concat(intervalsOf(studies).map((i) => i.year));
  return all.filter((year, i) => all.indexOf(year) === i).sort();
}

/** [{ label, year, until }], the intervals of all studies by their end; those with one end are one. */
export function intervalsOf(studies) {
  const found = {};
  studies.forEach((study) => {
    const edges = intervalEdges(study);
    study.periods.forEach((label, i) => {
      const until = edges[i + 1];
      found[until] = found[until] || { label, until, year: String(new Date((edges[i] + until) / 2).getUTCFullYear()) };
    });
  });
  return Object.keys(found).map((key) => found[key]).sort((a, b) => a.until - b.until);
}

export function yearAt(studies, until) {
  const at = intervalsOf(studies).filter((one) => one.until === until)[0];
  return at ? at.year : String(new Date(until - 1).getUTCFullYear());
}

/** The end of the year's last interval; of the year, where there are no intervals. */
export function endOfYear(studies, year) {
  const within = intervalsOf(studies).filter((one) => one.year === year);
  return within.length ? within[within.length - 1].until : Date.UTC(Number(year) + 1, 0, 1);
}

/** { year, until } as one follows from the other. */
export function atYear(studies, year) {
  return { year, until: endOfYear(studies, year) };
}
export function atEnd(studies, until) {
  return { year: yearAt(studies, until), until };
}

/** The moments of an output's periods: a year ends with its last interval. */
export function momentsOf(studies, study, output) {
  return periodsOf(study, output).map((_, period) => momentOfPeriod(studies, study, output, period));
}

function momentOfPeriod(studies, study, output, period) {
  return output.table === "indicator" ? atYear(studies, study.years[period]) : atEnd(studies, edgesOf(study, output)[period + 1]);
}

/**
 * Where studies differ most in a result: { year, until, label, middles: [by study, null where it has none] }; null where they do
 * not differ, or only one has it over time. How far two are apart is the mean distance of their 5, 25, 50, 75 and 95 %.
 */
export function mostApart(studies, result) {
  const first = result.of.map((o, s) => [o, s]).filter(([o]) => o && o.table !== "run")[0];
  if (!first) return null;
  const [output, at] = first;
  let best = -1, furthest = 0, middles = [];
  periodsOf(studies[at], output).forEach((label, period) => {
    const found = studies.map((study, s) => bandOf(study, result.of[s], label));
    const distance = farthest(found.filter(Boolean));
    if (distance <= furthest) return;
    furthest = distance;
    best = period;
    middles = found.map((b) => (b ? b[2] : null));
  });
  return best < 0 ? null : Object.assign({ label: periodsOf(studies[at], output)[best], middles }, momentOfPeriod(studies, studies[at], output, best));
}

/** The five quantiles of an output in the period with this label, or null. */
function bandOf(study, output, label) {
  const period = output ? periodsOf(study, output).indexOf(label) : -1;
  return period >= 0 && valueAt(output.count, period) > 0 ? output.bands.map((b) => valueAt(b, period)) : null;
}

/** The largest mean distance between two of several lists. */
function farthest(lists) {
  let most = 0;
  lists.forEach((a, i) => lists.slice(i + 1).forEach((b) => {
    most = Math.max(most, a.reduce((sum, v, k) => sum + Math.abs(v - b[k]), 0) / a.length);
  }));
  return most;
}

/** The moment asked for, else where several studies differ most in the result, else the last complete one. */
function openingOf(studies, result) {
  const asked = studies.filter((s) => s.opens.asked)[0];
  const apart = !asked && studies.length > 1 && mostApart(studies, result);
  if (apart) return { year: apart.year, until: apart.until };
  const has = result.of.map((o, s) => (o ? s : -1)).filter((s) => s >= 0)[0];
  const study = asked || studies[has], { year, period } = study.opens;
  const bySeries = asked ? period >= 0 : result.of[has].table === "series";
  if (bySeries && period >= 0) return atEnd(studies, intervalEdges(study)[period + 1]);
  if (year >= 0) return atYear(studies, study.years[year]);
  if (period >= 0) return atEnd(studies, intervalEdges(study)[period + 1]);
  return { year: "", until: 0 };
}

/** The result and the moment to begin with: of several studies where they differ. */
export function opening(studies, all) {
  const result = firstResult(all, (r) => studies.length > 1 && mostApart(studies, r) !== null);
  return Object.assign({ output: result.key }, openingOf(studies, result));
}

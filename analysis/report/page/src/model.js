// Reads the page's data (analysis/report/README.md, contract 3). A series is a list with a number per interval, or one
// number where all are equal; null is what cannot be said.

export const contract = 3;

export function valueAt(series, i) {
  return Array.isArray(series) ? series[i] : series;
}

/** Sum over the intervals from..to, both included; what cannot be said counts as 0. */
export function sum(series, from, to) {
  if (!Array.isArray(series)) return (series || 0) * (to - from + 1);
  let total = 0;
  for (let i = from; i <= to; ++i) total += series[i] || 0;
  return total;
}

export function largest(series, from, to) {
  if (!Array.isArray(series)) return series || 0;
  let most = 0;
  for (let i = from; i <= to; ++i) most = Math.max(most, series[i] || 0);
  return most;
}

export function isZero(series) {
  return series === 0 || series === null;
}

/** What is asked of a run again and again: where an id stands in its list. */
export function indexed(run) {
  const index = { facility: {}, stock: {}, process: {}, route: {}, flow: {} };
  const fill = (into, ids) => ids.forEach((id, i) => (into["$" + id] = i));
  fill(index.facility, run.facilities.id);
  fill(index.stock, run.stocks ? run.stocks.id : []);
  fill(index.process, run.processes ? run.processes.id : []);
  fill(index.route, run.routes ? run.routes.id : []);
  fill(index.flow, run.flows ? run.flows.id : []);
  return index;
}

/** Position of an id, or -1. (Keys bear a mark, so that an id such as "constructor" finds nothing it should not.) */
export function position(index, id) {
  const at = index["$" + id];
  return at === undefined ? -1 : at;
}

/** Facility an id such as "plant.grate" belongs to, or -1. */
export function facilityOf(index, id) {
  const dot = id.indexOf(".");
  return dot < 0 ? -1 : position(index.facility, id.slice(0, dot));
}

/** Name in the language, else in the other, else the id. */
export function nameOf(table, i, language) {
  if (i < 0) return "";
  const other = language === "zh" ? "en" : "zh";
  return (table[language] && table[language][i]) || (table[other] && table[other][i]) || table.id[i];
}

/** What a stock or process of a facility is called when the facility is clear: its name without the facility's. */
export function shortName(run, table, i, language) {
  const name = nameOf(table, i, language);
  const facility = table.facility[i];
  if (facility < 0) return name;
  const whole = nameOf(run.facilities, facility, language);
  if (name.indexOf(whole) !== 0) return name;
  const rest = name.slice(whole.length).replace(/^(: ?|：)/, "");
  return rest || name;
}

/** Milliseconds since 1970 of a day of the run. */
export function instant(run, day) {
  return Date.parse(run.start + "T00:00:00Z") + day * 86400000;
}

/** The last day that a run covers, as "2025-12-31". */
export function lastDay(run) {
  return new Date(instant(run, run.covers_days) - 1).toISOString().slice(0, 10);
}

export function dateText(run, day) {
  return new Date(instant(run, day)).toISOString().slice(0, 10);
}

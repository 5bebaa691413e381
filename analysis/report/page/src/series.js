// Every series of a run that can be drawn over time.
import { instant, isZero, nameOf, valueAt } from "./model.js";

/**
 * [{ key, group, unit, level, name(language), values }]: `level` series are states at the end of an interval, the others
 * hold for the interval. Series that are 0 throughout are left out.
 */
export function catalogue(run) {
  const list = [];
  const add = (group, id, unit, level, values, name) => {
    if (!isZero(values)) list.push({ key: group + " " + id, group, id, unit, level, values, name });
  };
  const flows = (group, table, unit) =>
    table && table.id.forEach((id, i) => add(group, id, unit, false, table.amount[i], (l) => flowName(run, table, i, l)));
  flows("flow", run.flows, "t");
  const s = run.stocks;
  if (s) s.id.forEach((id, i) => add("stock", id, "t", true, s.level[i], (l) => nameOf(s, i, l)));
  const p = run.processes;
  if (p) {
    p.id.forEach((id, i) => {
      if (!isZero(p.throughput[i])) add("load", id, "%", false, loads(run, i), (l) => nameOf(p, i, l));
    });
  }
  flows("energy", run.energy, "MWh");
  lostHours(run, add);
  cube(run, run.emissions, "emission", "t", add);
  cube(run, run.money, "money", "yuan", add);
  const d = run.demands;
  if (d) d.id.forEach((id, i) => add("unmet", id, d.unit[i], false, d.unmet[i], (l) => nameOf(d, i, l)));
  if (s) s.id.forEach((id, i) => add("uncontrolled", id, "t", false, s.uncontrolled[i], (l) => nameOf(s, i, l)));
  (run.indicators || []).forEach((i) => i.lines.forEach((line) => indicator(run, i, line, list)));
  return list;
}

/** An indicator by year, or by interval; values for the whole run are no series. */
function indicator(run, of, line, list) {
  const points = line.values.filter((v) => v.value !== null && (/^\d{4}$/.test(v.period) || run.periods.includes(v.period)));
  if (points.length < 2) return;
  const facility = run.facilities.id.indexOf(line.group);
  const group = (l) => (line.group ? ` (${facility < 0 ? line.group : nameOf(run.facilities, facility, l)})` : "");
  list.push({ key: `indicator ${of.id} ${line.group}`, group: "indicator", id: of.id, unit: of.unit, level: false, points,
    name: (l) => ((l === "zh" && of.name_zh) || of.name) + group(l) });
}

function loads(run, i) {
  const { throughput, capacity } = run.processes;
  return run.periods.map((_, t) => {
    const can = valueAt(capacity[i], t);
    return can > 0 ? (100 * valueAt(throughput[i], t)) / can : null;
  });
}

function lostHours(run, add) {
  if (!run.losses) return;
  const of = {};
  run.losses.process.forEach((process, i) => (of["$" + process] = of["$" + process] || []).push(i));
  Object.keys(of).forEach((key) => {
    const id = key.slice(1);
    const at = run.processes ? run.processes.id.indexOf(id) : -1;
    if (at < 0) return;
    const values = run.periods.map((_, t) => of[key].reduce((s, i) => s + (valueAt(run.losses.h[i], t) || 0), 0));
    add("lost", id, "h", false, values, (l) => nameOf(run.processes, at, l));
  });
}

function cube(run, table, group, unit, add) {
  if (!table) return;
  table.amount.forEach((values, i) => {
    const facility = table.line_facility[i], item = table.line_item[i];
    const id = (facility < 0 ? "" : run.facilities.id[facility] + " ") + table.item[item];
    const label = (l) => (l === "zh" && table.zh[item]) || table.item[item].replace(/_/g, " ");
    add(group, id, unit, false, values, (l) => (facility < 0 ? "" : nameOf(run.facilities, facility, l) + ": ") + label(l));
  });
}

/** "Plant → other plant: material". */
export function flowName(run, table, i, language) {
  const end = (id) => {
    const dot = id.indexOf(".");
    const at = dot < 0 ? -1 : run.facilities.id.indexOf(id.slice(0, dot));
    return at < 0 ? "" : nameOf(run.facilities, at, language);
  };
  const from = end(table.from[i]), to = end(table.to[i]);
  const material = nameOf(run.materials, table.material[i], language);
  const inside = from === to ? from : [from || "…", to || "…"].join(" → ");
  const process = from === to && table.id[i].indexOf(">") > 0 ? ` (${table.id[i].split(">").map((x) => x.slice(x.indexOf(".") + 1)).join(" → ")})` : "";
  return `${inside}: ${material}${process}`;
}

function byPeriod(run, points) {
  const edge = (period) => {
    const at = run.periods.indexOf(period);
    if (at >= 0) return [instant(run, run.time[at]), instant(run, run.time[at + 1])];
    return [Date.UTC(Number(period), 0, 1), Date.UTC(Number(period) + 1, 0, 1)];
  };
  const last = points[points.length - 1];
  return { x: points.map((p) => edge(p.period)[0]).concat([edge(last.period)[1]]), y: points.map((p) => p.value).concat([last.value]) };
}

/** Edges of the intervals [ms] and the values between or at them, as lines are drawn. */
export function course(run, entry) {
  if (entry.points) return byPeriod(run, entry.points);
  const x = run.time.map((day) => Date.parse(run.start + "T00:00:00Z") + day * 86400000);
  const y = run.periods.map((_, t) => valueAt(entry.values, t));
  if (entry.level) {
    const at = run.stocks.id.indexOf(entry.id);
    return { x, y: [at >= 0 ? run.stocks.initial[at] : null].concat(y) };
  }
  return { x, y: y.concat([y[y.length - 1]]) };
}



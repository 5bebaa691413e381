// The flows of a period as a graph for the Sankey picture: who gives what to whom, and which links close a loop.
import { facilityOf, nameOf, position, shortName, sum } from "./model.js";

/**
 * options: measure "mass", "energy" or a substance's id; material (position, -1 = all); from, to (intervals);
 * level "facility", "kind", "county" or "region"; focus (facility, -1 = none); outside, air (whether the world beyond the
 * region, and its air and water, are shown); loops (only what lies on a loop); most (number of links shown, the largest); language; words.
 *
 * Gives { nodes: [{ key, label, facility, order }], links: [{ source, target, material, value, loop }] (source and target
 * are positions), total, shown, count, within } in the measure's unit: total of all links, of the shown ones, their
 * number, and what moved between members of one group.
 */
export function flowGraph(run, index, options) {
  const ends = (text, entering) => endKey(run, index, options, text, entering);
  const found = {};
  const list = [];
  let within = 0;
  movements(run, index, options).forEach((arc) => {
    if (options.material >= 0 && arc.material !== options.material) return;
    const a = facilityOf(index, arc.from), b = facilityOf(index, arc.to);
    if (options.focus >= 0) {
      if (a !== options.focus && b !== options.focus) return;
    } else if (a >= 0 && a === b) return;
    const source = ends(arc.from, true), target = ends(arc.to, false);
    if (source === null || target === null) return;
    if (source === target) {
      within += arc.amount;
      return;
    }
    const key = "$" + source + "\n" + target + "\n" + arc.material;
    if (!found[key]) list.push((found[key] = { source, target, material: arc.material, value: 0 }));
    found[key].value += arc.amount;
  });
  list.sort((p, q) => q.value - p.value || (p.source + p.target < q.source + q.target ? -1 : 1));
  const circling = options.loops ? onLoops(list) : list;
  const links = circling.slice(0, options.most);
  const add = (sumSoFar, link) => sumSoFar + link.value;
  return Object.assign(ordered(run, index, options, links), {
    total: circling.reduce(add, 0),
    shown: links.reduce(add, 0),
    count: circling.length,
    within,
  });
}

/**
 * What moved in the period, as arcs between stocks and processes of facilities and the world:
 * [{ from, to (ids), material, amount > 0, flow (position of the line) }]. Of the options it takes measure, from and to.
 */
export function movements(run, index, options) {
  return contracted(arcsOf(run, options.measure === "energy" ? run.energy : run.flows, options), index);
}

/** Arcs with their amounts in the period; one that went backward is turned round. */
function arcsOf(run, table, options) {
  if (!table) return [];
  const substance = run.substances ? run.substances.id.indexOf(options.measure) : -1;
  const lines = substance >= 0 ? run.substances.flow : table.id.map((_, i) => i);
  const series = substance >= 0 ? run.substances.amount[substance] : table.amount;
  const arcs = [];
  lines.forEach((flow, i) => {
    const amount = sum(series[i], options.from, options.to);
    if (amount === 0) return;
    const [from, to] = amount > 0 ? [table.from[flow], table.to[flow]] : [table.to[flow], table.from[flow]];
    arcs.push({ from, to, material: table.material[flow], amount: Math.abs(amount), flow });
  });
  return arcs;
}

const isWorld = (id) => id.indexOf("world.") === 0;

/** Processes that belong to no facility, such as a pipe, only pass things on: their draws are joined to their deliveries. */
function contracted(arcs, index) {
  const loose = (id) => !isWorld(id) && facilityOf(index, id) < 0;
  const into = {};
  arcs.forEach((arc) => {
    if (loose(arc.to)) (into["$" + arc.to] = into["$" + arc.to] || []).push(arc);
  });
  const out = [];
  arcs.forEach((arc) => {
    if (loose(arc.to)) return;
    if (!loose(arc.from)) {
      out.push(arc);
      return;
    }
    const feeds = into["$" + arc.from] || [];
    const all = feeds.reduce((s, feed) => s + feed.amount, 0);
    feeds.forEach((feed) => {
      out.push({ from: feed.from, to: arc.to, material: arc.material, amount: (arc.amount * feed.amount) / all, flow: arc.flow });
    });
  });
  return out.filter((arc) => !loose(arc.from));
}

/** Those of the links (with keys for ends) that lie on a loop. */
function onLoops(list) {
  const at = {};
  let n = 0;
  const number = (key) => (at["$" + key] === undefined ? (at["$" + key] = n++) : at["$" + key]);
  const ends = list.map((link) => ({ source: number(link.source), target: number(link.target) }));
  const component = components(n, ends);
  return list.filter((_, i) => component[ends[i].source] === component[ends[i].target]);
}

/** Which node an end of an arc belongs to; null when it is not shown. */
function endKey(run, index, options, id, entering) {
  if (isWorld(id)) {
    const natural = id === "world.air" || id === "world.water";
    if (natural) return options.air ? (entering ? "from " : "to ") + id : null;
    return options.outside ? (entering ? "from outside" : "to outside") : null;
  }
  const facility = facilityOf(index, id);
  if (options.focus >= 0) return facility === options.focus ? "part " + id : "facility " + facility;
  if (options.level === "facility") return "facility " + facility;
  return "group " + (run.facilities[options.level][facility] || "");
}

function labelOf(run, index, options, key) {
  const { words, language } = options;
  const space = key.indexOf(" ");
  const what = key.slice(0, space), id = key.slice(space + 1);
  if (what === "from" || what === "to") return words[key] || id;
  if (what === "facility") return nameOf(run.facilities, Number(id), language);
  if (what === "group") return options.level === "kind" ? words["kind " + id] || id.replace(/_/g, " ") : id || words.nowhere;
  const stock = position(index.stock, id), process = position(index.process, id);
  if (stock >= 0) return shortName(run, run.stocks, stock, language);
  if (process >= 0) return shortName(run, run.processes, process, language);
  return id.slice(id.indexOf(".") + 1).replace(/_/g, " ");
}

/** Numbers the nodes so that as little as possible flows backward; a link that does closes a loop. */
function ordered(run, index, options, links) {
  const nodes = [];
  const at = {};
  const node = (key) => {
    if (at["$" + key] === undefined) {
      at["$" + key] = nodes.length;
      const facility = key.indexOf("facility ") === 0 ? Number(key.slice(9)) : -1;
      const part = key.indexOf("part ") === 0 ? key.slice(5) : null;
      const kind = part === null ? "" : position(index.stock, part) >= 0 ? "stock" : "process";
      nodes.push({ key, label: labelOf(run, index, options, key), facility, kind, order: 0 });
    }
    return at["$" + key];
  };
  const placed = links.map((link) => ({ source: node(link.source), target: node(link.target), material: link.material, value: link.value }));
  const order = fewestBackward(nodes.length, placed);
  nodes.forEach((n, i) => (n.order = order[i]));
  placed.forEach((link) => (link.loop = order[link.source] >= order[link.target]));
  return { nodes, links: placed };
}

/**
 * Order of n nodes: loops (strongly connected components, Tarjan 1972) one after the other as they feed each other; within
 * one, sources first and sinks last, and of the others the one that gives most more than it gets (Eades, Lin and Smyth
 * 1993). So a link goes backward only if it lies on a loop.
 */
export function fewestBackward(n, links) {
  const component = components(n, links);
  const order = new Array(n);
  let next = 0;
  const last = component.reduce((m, c) => Math.max(m, c), -1);
  for (let c = last; c >= 0; --c) {
    const members = [];
    for (let i = 0; i < n; ++i) if (component[i] === c) members.push(i);
    within(members, links.filter((l) => component[l.source] === c && component[l.target] === c)).forEach((i) => (order[i] = next++));
  }
  return order;
}

/** Number of each node's component; a link between two components goes to the lower number. */
function components(n, links) {
  const after = [];
  for (let i = 0; i < n; ++i) after.push([]);
  links.forEach((l) => after[l.source].push(l.target));
  const number = new Array(n), low = new Array(n), component = new Array(n), stack = [];
  let count = 0, found = 0;
  const visit = (v) => {
    number[v] = low[v] = ++count;
    stack.push(v);
    after[v].forEach((w) => {
      if (number[w] === undefined) {
        visit(w);
        low[v] = Math.min(low[v], low[w]);
      } else if (component[w] === undefined) {
        low[v] = Math.min(low[v], number[w]);
      }
    });
    if (low[v] !== number[v]) return;
    let w;
    do {
      w = stack.pop();
      component[w] = found;
    } while (w !== v);
    ++found;
  };
  for (let i = 0; i < n; ++i) if (number[i] === undefined) visit(i);
  return component;
}

function within(members, links) {
  let left = members.slice();
  const first = [], last = [];
  while (left.length) {
    const gives = (i) => total(links, left, i, "source", "target");
    const gets = (i) => total(links, left, i, "target", "source");
    const sink = left.filter((i) => gives(i) === 0)[0];
    const source = left.filter((i) => gets(i) === 0)[0];
    let chosen;
    if (sink !== undefined) last.unshift((chosen = sink));
    else if (source !== undefined) first.push((chosen = source));
    else {
      chosen = left[0];
      left.forEach((i) => {
        if (gives(i) - gets(i) > gives(chosen) - gets(chosen)) chosen = i;
      });
      first.push(chosen);
    }
    left = left.filter((i) => i !== chosen);
  }
  return first.concat(last);
}

function total(links, left, i, mine, other) {
  return links.reduce((s, l) => (l[mine] === i && l[other] !== i && left.indexOf(l[other]) >= 0 ? s + l.value : s), 0);
}

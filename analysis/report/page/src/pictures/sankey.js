import { sankeyCircular } from "d3-sankey-circular";
import { assigned } from "../colours.js";
import { el } from "../element.js";
import { amount, percent } from "../numbers.js";
import { nameOf } from "../model.js";
import { part } from "./part.js";
import { cut, legend, n, picture, width as textWidth } from "./text.js";

const wide = 1160, margin = { left: 10, right: 210, top: 14, bottom: 14 }, gap = 17;

/** The picture of flowGraph()'s answer. Links that close a loop are hatched darker at the rim and go round below or above. */
export function sankeyPicture(run, graph, options) {
  const { words, language, unit } = options;
  const materials = {};
  graph.links.forEach((l) => (materials["$" + l.material] = (materials["$" + l.material] || 0) + l.value));
  const totals = Object.keys(materials).map((key) => [key.slice(1), materials[key]]);
  const colour = assigned(totals);
  const placed = laidOut(graph);
  const says = (x) => amount(x, unit, language);
  const material = (link) => nameOf(run.materials, link.material, language);
  const sentence = (l) =>
    `${l.source.label} → ${l.target.label}: ${material(l)}, ${says(l.value)}` + (l.loop ? ` (${words.closesLoop})` : "");

  const links = placed.links
    .slice()
    .sort((a, b) => b.value - a.value)
    .map((l) =>
      part("path", sentence(l), { attributes: {
        d: rounded(l.path),
        fill: "none",
        stroke: colour(String(l.material)),
        "stroke-width": n(Math.max(1, l.width)),
        "stroke-opacity": l.loop ? 0.75 : 0.42,
        "stroke-dasharray": l.loop ? "14 3" : null,
        class: "link",
        "data-ends": `${l.source.index} ${l.target.index}`,
      } }),
    );
  const nodes = placed.nodes.map((node) => nodeTree(node, placed, says, words));
  const entries = totals
    .sort((a, b) => b[1] - a[1])
    .slice(0, 7)
    .map(([key]) => [colour(key), cut(nameOf(run.materials, Number(key), language), 26), 0.7]);
  if (totals.length > 7) entries.push([colour(""), words.others, 0.7]);
  const key = legend(entries, 10, placed.height + 6, wide - 20);
  const title = `${words.sankey}. ${words.shownOf(graph.links.length, graph.count, percent(graph.shown / graph.total))}`;
  return picture(wide, placed.height + key.height + 12, title, el("g", { transform: `translate(0 ${n(-placed.top)})` }, el("g", {}, links), el("g", {}, nodes)), key.tree);
}

function nodeTree(node, placed, says, words) {
  const into = node.targetLinks.reduce((s, l) => s + l.value, 0), out = node.sourceLinks.reduce((s, l) => s + l.value, 0);
  const text = `${node.label}: ${words.in} ${says(into)}, ${words.out} ${says(out)}`;
  const middle = (node.y0 + node.y1) / 2;
  const next = placed.nodes.filter((other) => other.x0 > node.x1 && other.y0 - 9 < middle && other.y1 + 9 > middle);
  const end = next.reduce((least, other) => Math.min(least, other.x0), Math.min(wide, node.x1 + 320));
  const room = Math.max(5, (end - node.x1 - 14) / 12);
  const label = cut(node.label, room);
  return part("g", text, { key: "node " + node.key, choose: ["facility", node.facility], attributes: { class: "node", "data-node": node.index } },
    el("rect", {
      x: n(node.x0),
      y: n(node.y0),
      width: n(node.x1 - node.x0),
      height: n(Math.max(2, node.y1 - node.y0)),
      fill: node.kind === "stock" ? "#ffffff" : "#444444",
      stroke: "#444444",
    }),
    el("rect", { x: n(node.x1), y: n(middle - 8), width: n(textWidth(label) * 12 + 8), height: 16, fill: "#ffffff", "fill-opacity": 0 }),
    el("text", { x: n(node.x1 + 5), y: n(middle + 4), stroke: "#ffffff", "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" }, label),
  );
}

function laidOut(graph) {
  let height = 560;
  for (;;) {
    const nodes = graph.nodes.map((node) => Object.assign({}, node));
    const links = graph.links.map((link) => Object.assign({}, link));
    const layout = sankeyCircular()
      .nodeId((node) => node.key)
      .nodeWidth(12)
      .nodePadding(gap)
      .extent([[margin.left, margin.top], [wide - margin.right, height - margin.bottom]])
      .iterations(24)
      .circularLinkGap(2)
      .sortNodes("order");
    links.forEach((link) => {
      link.source = nodes[link.source].key;
      link.target = nodes[link.target].key;
    });
    const perColumn = {};
    const placed = layout({ nodes, links });
    placed.nodes.forEach((node) => (perColumn[node.column] = (perColumn[node.column] || 0) + 1));
    const fullest = Object.keys(perColumn).reduce((most, column) => Math.max(most, perColumn[column]), 0);
    const needed = fullest * gap * 1.7 + 160;
    if (height >= needed) {
      apart(placed);
      return measured(layout.update(placed), height);
    }
    height = Math.ceil(needed);
  }
}

/** The library may leave nodes of a column on each other: they are moved down until each has room for its name. */
function apart(placed) {
  const columns = {};
  placed.nodes.forEach((node) => (columns[node.column] = columns[node.column] || []).push(node));
  Object.keys(columns).forEach((column) => {
    let free = -Infinity;
    columns[column].sort((a, b) => a.y0 + a.y1 - b.y0 - b.y1).forEach((node) => {
      const tall = node.y1 - node.y0, room = Math.max(tall, 12);
      const down = Math.max(0, free - (node.y0 + (tall - room) / 2));
      node.y0 += down;
      node.y1 += down;
      free = (node.y0 + node.y1 + room) / 2 + 6;
    });
  });
}

function measured(placed, height) {
  let top = 0, bottom = height;
  placed.nodes.forEach((node) => {
    top = Math.min(top, node.y0 - margin.top);
    bottom = Math.max(bottom, node.y1 + margin.bottom);
  });
  placed.links.forEach((l) => {
    if (!l.circularPathData) return;
    const rim = l.circularPathData.verticalFullExtent;
    top = Math.min(top, rim - l.width / 2 - 6);
    bottom = Math.max(bottom, rim + l.width / 2 + 6);
  });
  placed.top = top;
  placed.height = bottom - top;
  return placed;
}

function rounded(path) {
  return path.replace(/-?\d+\.\d+(e-?\d+)?/g, (x) => String(n(Number(x))));
}

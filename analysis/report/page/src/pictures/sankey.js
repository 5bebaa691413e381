import { sankeyCircular } from "d3-sankey-circular";
import { assigned } from "../colours.js";
import { el } from "../element.js";
import { amount, percent } from "../numbers.js";
import { nameOf } from "../model.js";
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
      el(
        "path",
        {
          d: rounded(l.path),
          fill: "none",
          stroke: colour(String(l.material)),
          "stroke-width": n(Math.max(1, l.width)),
          "stroke-opacity": l.loop ? 0.75 : 0.42,
          "stroke-dasharray": l.loop ? "14 3" : null,
          class: "link",
          "data-ends": `${l.source.index} ${l.target.index}`,
          "data-says": sentence(l),
        },
        el("title", {}, sentence(l)),
      ),
    );
  const nodes = placed.nodes.map((node) => nodeTree(node, placed, says, words));
  const entries = totals
    .sort((a, b) => b[1] - a[1])
    .slice(0, 7)
    .map(([key]) => [colour(key), cut(nameOf(run.materials, Number(key), language), 26), 0.7]);
  if (totals.length > 7) entries.push([colour(""), words.others, 0.7]);
  const key = legend(entries, 10, placed.height + 6, wide - 20);
  const title = `${words.sankey}. ${words.shownOf(graph.links.length, graph.count, percent(graph.shown / graph.total))}`;
  return picture(wide, placed.height + key.height + 12, title, el("g", {}, links), el("g", {}, nodes), key.tree);
}

function nodeTree(node, placed, says, words) {
  const into = node.targetLinks.reduce((s, l) => s + l.value, 0), out = node.sourceLinks.reduce((s, l) => s + l.value, 0);
  const text = `${node.label}: ${words.in} ${says(into)}, ${words.out} ${says(out)}`;
  const inner = node.column < placed.columns - 1;
  const room = inner ? Math.max(6, (placed.step - 24) / 12) : 16;
  const middle = (node.y0 + node.y1) / 2;
  const label = cut(node.label, room);
  return el(
    "g",
    {
      class: "node",
      role: node.facility >= 0 ? "button" : "img",
      tabindex: 0,
      "data-key": "node " + node.key,
      "data-facility": node.facility >= 0 ? node.facility : null,
      "data-node": node.index,
      "data-says": text,
      "aria-label": text,
    },
    el("title", {}, text),
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
    if (height >= needed) return measured(placed, Object.keys(perColumn).length, height);
    height = Math.ceil(needed);
  }
}

function measured(placed, columns, height) {
  placed.columns = placed.nodes.reduce((most, node) => Math.max(most, node.column), 0) + 1;
  placed.step = (wide - margin.left - margin.right) / Math.max(1, columns - 1);
  placed.height = height;
  placed.links.forEach((l) => {
    const c = l.circularPathData;
    if (c && l.circularLinkType === "bottom") placed.height = Math.max(placed.height, c.verticalFullExtent + l.width / 2 + 6);
  });
  return placed;
}

function rounded(path) {
  return path.replace(/-?\d+\.\d+(e-?\d+)?/g, (x) => String(n(Number(x))));
}

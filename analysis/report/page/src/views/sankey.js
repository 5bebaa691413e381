import { behind, choice, tick } from "../controls.js";
import { el } from "../element.js";
import { flowGraph } from "../graph.js";
import { nameOf, sum } from "../model.js";
import { percent } from "../numbers.js";
import { sankeyPicture } from "../pictures/sankey.js";

export const sankey = {
  id: "sankey",
  depends: ["run", "from", "to", "focus"],

  start: (report) => defaults(report.runs[0]),
  carry: (page) => ({ ...page.state.sankey, material: -1 }),

  controls(page) {
    const w = page.words, s = page.state.sankey, { run } = page;
    const set = (patch) => page.set(sankey, patch);
    const measures = [["mass", w.mass], ...(run.substances ? run.substances.id.map((id) => [id, `${id}, t`]) : []), ...(run.energy ? [["energy", w.energy]] : [])];
    const materials = used(page).map((i) => [i, nameOf(run.materials, i, page.language)]);
    return [
      choice("measure", w.measure, measures, s.measure, (v) => set({ measure: v, material: -1 })),
      choice("material", w.material, [[-1, w.everyMaterial], ...materials], s.material, (v) => set({ material: Number(v) })),
      page.state.focus < 0 && choice("level", w.level, ["facility", "kind", "county", "region"].map((l) => [l, w[l]]), s.level, (v) => set({ level: v })),
      choice("most", w.bands, [20, 40, 60, 100, 200].map((n) => [n, n]), s.most, (v) => set({ most: Number(v) })),
      tick("loops", w.loopsOnly, s.loops, (v) => set({ loops: v })),
      tick("outside", w.outside, s.outside, (v) => set({ outside: v })),
      tick("air", w.air, s.air, (v) => set({ air: v })),
    ];
  },

  body(page) {
    const w = page.words, { run } = page;
    const { graph, unit } = drawn(page);
    if (graph.links.length === 0) return el("p", { class: "nothing" }, page.state.sankey.loops ? w.noLoop : w.noData);
    const title = page.heading(w.sankey);
    return [
      el("h3", {}, title),
      el("p", {}, w.shownOf(graph.links.length, graph.count, percent(graph.shown / graph.total)) + (page.language === "zh" ? "。" : ". "),
        run.substances && run.substances.id.includes(page.state.sankey.measure) && run.substances.flow.length < run.flows.id.length &&
          w.onlySome(run.substances.flow.length, run.flows.id.length),
        graph.within > 0 && w.within(page.amount(graph.within, unit))),
      page.figure("flows", sankeyPicture(run, graph, { words: w, language: page.language, unit }), behind(page, "flows", () => ({
        caption: title,
        columns: [[w.fromWhere, ""], [w.toWhere, ""], [w.material, ""], [`${w.quantity}, ${unit}`, "number"], [w.isLoop, ""]],
        rows: graph.links.map((l) => [graph.nodes[l.source].label, graph.nodes[l.target].label, nameOf(run.materials, l.material, page.language), l.value, l.loop ? w.yes : ""]),
      }))),
    ];
  },
};

/** What is shown first: sites, or groups of them where there are many. */
export function defaults() {
  return { measure: "mass", material: -1, level: "facility", most: 40, loops: false, outside: true, air: false };
}

function drawn(page) {
  const { run, index, language, words, state } = page;
  const s = state.sankey;
  const graph = flowGraph(run, index, { ...s, from: state.from, to: state.to, focus: state.focus, language, words });
  return { graph, unit: s.measure === "energy" ? "MWh" : "t" };
}

/** Materials that move in the period, the largest first. */
function used(page) {
  const table = page.state.sankey.measure === "energy" ? page.run.energy : page.run.flows;
  const totals = {};
  if (table) table.material.forEach((m, i) => (totals[m] = (totals[m] || 0) + Math.abs(sum(table.amount[i], page.state.from, page.state.to))));
  return Object.keys(totals).map(Number).filter((m) => totals[m] > 0).sort((a, b) => totals[b] - totals[a]);
}

// The main pictures as SVG text, for slides. Runs in the program itself (Duktape), where there is no page: what is used
// here must need nothing but ECMAScript 5 once TypeScript has made it older.
import "./stable_sort.js";
import { toText } from "./element.js";
import { flowGraph } from "./graph.js";
import { indexed } from "./model.js";
import { amount } from "./numbers.js";
import { linesPicture } from "./pictures/lines.js";
import { mapPicture } from "./pictures/map.js";
import { sankeyPicture } from "./pictures/sankey.js";
import { course, flowName } from "./series.js";
import { placed } from "./views/map.js";
import { fullness, stocksPicture } from "./views/stocks.js";
import { lossesPicture, lost } from "./views/losses.js";
import { defaults } from "./views/sankey.js";
import { largestFlows } from "./largest.js";
import { studyFigures } from "./study_figures.js";
import { words } from "./words.js";

/** Page's data (text), language: [{ name, svg, periods: [label] }, ...] as JSON. */
export function figures(text, language) {
  const report = JSON.parse(text);
  const all = report.runs.length > 0 ? ofRuns(report, language) : studyFigures(report, language);
  return JSON.stringify(all.filter(({ tree }) => tree).map(({ name, tree, periods }) => ({ name, svg: toText(tree), periods })));
}

function ofRuns(report, language) {
  return report.runs.reduce((all, run, i) => {
    const before = report.runs.length > 1 ? `${i + 1}-` : "", { periods } = run;
    const span = periods.length > 1 ? `${periods[0]} – ${periods[periods.length - 1]}` : periods[0];
    return all.concat(drawn(run, report, language).map(([name, tree]) => ({ name: before + name, tree, periods: [span] })));
  }, []);
}

function drawn(run, report, language) {
  const index = indexed(run), w = words[language];
  const from = 0, to = run.periods.length - 1;
  const title = (language === "zh" && run.title[1]) || run.title[0];
  // what the views ask of the page
  const page = { run, index, language, words: w, report, state: { from, to, focus: -1 }, amount: (x, unit) => amount(x, unit, language) };
  const options = Object.assign(defaults(run), { from, to, focus: -1, language, words: w });
  const graph = flowGraph(run, index, options);
  const stores = fullness(run, from, to, -1).sort((a, b) => b.full - a.full || b.capacity - a.capacity).slice(0, 15);
  const losses = lost(run, index, { from, to, focus: -1, by: "h", routes: false }).slice(0, 15);
  const places = placed(page);
  const lines = largestFlows(run, 6).map((i) => {
    const c = course(run, { level: false, values: run.flows.amount[i] });
    return { name: flowName(run, run.flows, i, language), x: c.x, y: c.y, step: true };
  });
  return [
    ["flows", graph.links.length && sankeyPicture(run, graph, { words: w, language, unit: "t" })],
    ["series", lines.length && linesPicture(`${title}: ${w.series}`, `t, ${w.perInterval}`, lines)],
    ["stores", stores.length && stocksPicture(w.stocks, run, stores, page)],
    ["bottlenecks", losses.length && lossesPicture(w.losses, run, losses, "h", page)],
    ["map", places.places.length && mapPicture(w.map, places.places, places.routes, places.groups, { x: 0, y: 0, scale: 1 }, -1, w)],
  ];
}


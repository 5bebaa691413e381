// What held plants back, each followed from effect to cause.
import { behind, choice } from "../controls.js";
import { el } from "../element.js";
import { nameOf, position, shortName } from "../model.js";
import { percent, plain, unitText } from "../numbers.js";
import { plainly } from "../said.js";
import { flowName } from "../series.js";

const mostTimes = 4;

export const why = {
  id: "why",
  depends: ["run", "focus"],
  start: () => ({ rows: 5 }),

  controls(page) {
    return choice("why rows", page.words.rows, [[5, 5], [10, 10], [500, page.words.all]], page.state.why.rows, (v) => page.set(why, { rows: Number(v) }));
  },

  body(page) {
    const w = page.words, all = page.run.why || [];
    if (all.length === 0) return el("p", { class: "nothing" }, w.whyNothing);
    const holds = all.filter((hold) => page.state.focus < 0 || touches(page, hold));
    if (holds.length === 0) return el("p", { class: "nothing" }, w.whyNotHere);
    const listed = (list) => el("ol", { class: "why" }, list.slice(0, page.state.why.rows).map((hold) => el("li", {}, holdTrees(page, hold))));
    const spare = holds.filter((hold) => hold.spare), short = holds.filter((hold) => !hold.spare);
    return [
      short.length > 0 && listed(short),
      spare.length > 0 && el("details", { class: "group" }, el("summary", { "data-key": "spare" }, `${w.whySpare} (${spare.length})`),
        el("p", { class: "intro" }, w.whySpareIntro), listed(spare)),
      behind(page, "why", () => tableOf(page, holds), w.asTable),
    ];
  },
};

function touches(page, hold) {
  return [hold.process, ...hold.chain.map((step) => step.id)].some((id) => facilityOf(page, id) === page.state.focus);
}

function facilityOf(page, id) {
  const at = position(page.index.process, id);
  return at < 0 ? -1 : page.run.processes.facility[at];
}

/** Of a process its name (the only one of a site that of the site), of a route its ends and material. */
function nameAt(page, id) {
  const { run, index, language } = page;
  const process = position(index.process, id), flow = position(index.flow, id);
  if (flow >= 0) return flowName(run, run.flows, flow, language);
  return process < 0 ? id : nameOf(run.processes, process, language).replace(/(: |：)run$/, "");
}

/** Of a stock its name, without the site's where that is the process's too; of the dock of a route that of the route. */
function stockAt(page, id, process) {
  const { run } = page, at = position(page.index.stock, id);
  if (at < 0) return nameAt(page, id.split("/")[0]);
  return run.stocks.facility[at] === facilityOf(page, process) ? shortName(run, run.stocks, at, page.language) : nameOf(run.stocks, at, page.language);
}

/** The name, as a button that puts its site in focus. */
function linked(page, id) {
  const facility = facilityOf(page, id);
  return facility < 0 ? nameAt(page, id) : el("button", { type: "button", class: "name", "data-key": "why " + id, "data-facility": facility }, nameAt(page, id));
}

/** "starved of tar (12 failures, 14 d)" */
function stateOf(page, id, { cause, stock, detail }) {
  const w = page.words, says = w["why " + cause];
  return (says ? says(stockAt(page, stock, id)) : cause) + (detail ? w.inBrackets(plainly("detail", detail, page.language)) : "");
}

function lossOf(page, hold) {
  const w = page.words;
  return w.whyLost(page.amount(hold.lost, hold.unit), w.whyHours(plain(hold.hours)), hold.of_capacity > 0 ? percent(hold.of_capacity) : "");
}

function timesOf(page, hold) {
  const w = page.words, shown = hold.when.slice(0, mostTimes).map((text) => plainly("when", text, page.language));
  return shown.join(w.comma) + (hold.when.length > mostTimes ? w.whyMoreTimes(hold.when.length - mostTimes) : "");
}

function holdTrees(page, hold) {
  const w = page.words;
  return [el("p", {}, linked(page, hold.process), " ", lossOf(page, hold), w.colon, stateOf(page, hold.process, hold), hold.when.length > 0 && [w.comma, w.whyWhen(timesOf(page, hold))]),
    chainTree(page, hold.chain)];
}

/** Each cause within what it caused. */
function chainTree(page, chain) {
  if (chain.length === 0) return null;
  const [step, ...further] = chain;
  return el("ul", {}, el("li", {}, page.words.whyBecause(linked(page, step.id), stateOf(page, step.id, step)), muchOf(page, step), chainTree(page, further)));
}

/** For how much of the time it was so, where that is not all of it. */
function muchOf(page, { cause, share, ran }) {
  const w = page.words;
  if (["capacity", "given", "route"].includes(cause)) return null;
  return [share < 0.995 && w.whyShare(percent(Number(share.toFixed(2)))), ran > 0.2 && w.whyElse];
}

function tableOf(page, holds) {
  const w = page.words;
  return {
    caption: w.why,
    columns: [[w.process, ""], [w.cause, ""], [w.hoursLost, "number"], [w.amountLost, "number"], [w.unit, ""], [w.when, ""], [w.whyRoot, ""]],
    rows: holds.map((hold) => {
      const root = hold.chain[hold.chain.length - 1];
      return [nameAt(page, hold.process), stateOf(page, hold.process, hold), hold.hours, hold.lost, unitText(hold.unit, page.language), timesOf(page, hold),
        root ? `${nameAt(page, root.id)}${w.colon}${stateOf(page, root.id, root)}` : ""];
    }),
  };
}

import { behind } from "../controls.js";
import { el } from "../element.js";
import { dateText, facilityOf, instant, nameOf, position } from "../model.js";
import { eventsPicture } from "../pictures/events.js";

const order = ["scripted", "opens", "closes", "fails", "repaired", "maintenance_begins", "maintenance_ends", "stops", "restarts", "watched", "watched_back"];
const rank = (what) => (order.indexOf(what) + order.length + 1) % (order.length + 1);

export const events = {
  id: "events",
  depends: ["run", "from", "to", "focus"],

  body(page) {
    const w = page.words, { run, state } = page;
    const list = logged(run, page.index, run.time[state.from], run.time[state.to + 1], state.focus);
    if (list.length === 0) return el("p", { class: "nothing" }, w.noData);
    const title = page.heading(w.events);
    const kinds = [...new Set(list.map((e) => e.what))].sort((a, b) => rank(a) - rank(b));
    const says = (e) => `${dateText(run, e.time)} ${w["event " + e.what] || e.what}: ${whoText(run, page.index, e, page.language)}`;
    const rows = kinds.map((kind) => {
      const of = list.filter((e) => e.what === kind), name = w["event " + kind] || kind.replace(/_/g, " ");
      return { name, key: kind, says: `${name}: ${w.times(of.length)}`, marks: of.map((e) => ({ x: instant(run, e.time), says: says(e), facility: e.facility })) };
    });
    return [
      el("h3", {}, title),
      page.figure("events", eventsPicture(title, rows, instant(run, run.time[state.from]), instant(run, run.time[state.to + 1]), page.narrow), behind(page, "events", () => ({
        caption: title,
        columns: [[w.when, ""], [w.event, ""], [w.who, ""], [w.value, "number"]],
        rows: list.map((e) => [dateText(run, e.time), w["event " + e.what] || e.what, whoText(run, page.index, e, page.language), e.value ?? ""]),
      }))),
    ];
  },
};

/** Entries of the log from one day to another, of one facility or all: [{ time [d], what, who, value, facility }]. */
export function logged(run, index, from, to, focus) {
  const e = run.events;
  if (!e) return [];
  const out = [];
  e.time.forEach((time, i) => {
    const who = e.things[e.who[i]];
    const own = position(index.facility, who);
    const facility = own >= 0 ? own : facilityOf(index, who);
    if (time >= from && time <= to && (focus < 0 || facility === focus)) out.push({ time, what: e.meanings[e.what[i]], who, value: e.value[i], facility });
  });
  return out;
}

export function whoText(run, index, event, language) {
  const own = position(index.facility, event.who);
  if (own >= 0) return nameOf(run.facilities, own, language);
  const process = position(index.process, event.who), stock = position(index.stock, event.who);
  if (process >= 0) return nameOf(run.processes, process, language);
  return stock >= 0 ? nameOf(run.stocks, stock, language) : event.who;
}

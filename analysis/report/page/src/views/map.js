import { behind, button } from "../controls.js";
import { el } from "../element.js";
import { movements } from "../graph.js";
import { facilityOf, nameOf, position, sum } from "../model.js";
import { mapPicture } from "../pictures/map.js";

const start = { x: 0, y: 0, scale: 1 };

export const map = {
  id: "map",
  depends: ["run", "from", "to", "focus"],
  start: () => ({ ...start }),
  carry: () => ({ ...start }),

  controls(page) {
    const w = page.words, z = page.state.map, step = 200 / z.scale;
    const to = (patch) => () => page.set(map, patch);
    return el("div", { class: "buttons", role: "group", "aria-label": w.map },
      button("map in", "+", to({ scale: Math.min(64, z.scale * 1.6) }), { "aria-label": w.zoomIn, title: w.zoomIn }),
      button("map out", "−", to({ scale: Math.max(1, z.scale / 1.6) }), { "aria-label": w.zoomOut, title: w.zoomOut }),
      button("map left", "←", to({ x: z.x - step }), { "aria-label": w.left, title: w.left }),
      button("map right", "→", to({ x: z.x + step }), { "aria-label": w.right, title: w.right }),
      button("map up", "↑", to({ y: z.y - step }), { "aria-label": w.up, title: w.up }),
      button("map down", "↓", to({ y: z.y + step }), { "aria-label": w.down, title: w.down }),
      button("map all", w.all, to(start)));
  },

  body(page) {
    const w = page.words, { state } = page;
    const { places, routes, groups } = placed(page);
    if (places.length === 0) return el("p", { class: "nothing" }, w.noMap);
    const title = page.heading(w.map);
    return [
      el("h3", {}, title),
      page.figure("map", mapPicture(title, places, routes, groups, state.map, state.focus, w, page.narrow), behind(page, "map", () => ({
        caption: title,
        columns: [[w.fromWhere, ""], [w.toWhere, ""], [w.material, ""], [`${w.quantity}, t`, "number"], [w.distance, "number"], [w.trips, "number"]],
        rows: routes.map((r) => [places[r.from].name, places[r.to].name, r.material, r.amount, r.distance, r.trips]),
      }))),
    ];
  },
};

/** Sites that have coordinates, what moved between them in the period, and the kinds by number of sites. */
export function placed(page) {
  const { run, index, state, language } = page;
  const f = run.facilities;
  const turnover = f.id.map(() => 0);
  const at = f.id.map(() => -1), places = [], routes = [];
  f.id.forEach((_, i) => {
    if (f.lat[i] === null || f.lon[i] === null) return;
    at[i] = places.length;
    places.push({ facility: i, name: nameOf(f, i, language), lat: f.lat[i], lon: f.lon[i], group: f.kind[i], size: 0, says: "" });
  });
  for (const arc of movements(run, index, { measure: "mass", from: state.from, to: state.to })) {
    const from = facilityOf(index, arc.from), to = facilityOf(index, arc.to);
    if (from === to) continue;
    if (from >= 0) turnover[from] += arc.amount;
    if (to >= 0) turnover[to] += arc.amount;
    if (from < 0 || to < 0 || at[from] < 0 || at[to] < 0) continue;
    const route = position(index.route, run.flows.id[arc.flow]);
    const material = nameOf(run.materials, arc.material, language);
    routes.push({ from: at[from], to: at[to], amount: arc.amount, material, distance: route < 0 ? "" : run.routes.distance[route],
      trips: route < 0 ? "" : sum(run.routes.lots_received[route], state.from, state.to),
      says: `${nameOf(f, from, language)} → ${nameOf(f, to, language)}: ${material}, ${page.amount(arc.amount, "t")}` });
  }
  const most = Math.max(1, ...turnover), widest = Math.max(1, ...routes.map((r) => r.amount));
  for (const p of places) {
    p.size = turnover[p.facility] / most;
    p.says = `${p.name}: ${page.words.in} + ${page.words.out} ${page.amount(turnover[p.facility], "t")}`;
  }
  for (const r of routes) r.width = r.amount / widest;
  routes.sort((a, b) => b.amount - a.amount);
  const count = {};
  for (const p of places) count[p.group] = (count[p.group] || 0) + 1;
  return { places, routes, groups: Object.keys(count).sort((a, b) => count[b] - count[a] || (a < b ? -1 : 1)) };
}

import { sum } from "./model.js";

/** Positions of the largest flows between sites over the whole run. */
export function largestFlows(run, count) {
  if (!run.flows) return [];
  const total = run.flows.amount.map((series) => sum(series, 0, run.periods.length - 1));
  return run.flows.id
    .map((_, i) => i)
    .filter((i) => (run.flows.kind[i] === "shipment" || run.flows.kind[i] === "route") && total[i] > 0)
    .sort((a, b) => total[b] - total[a] || a - b)
    .slice(0, count);
}

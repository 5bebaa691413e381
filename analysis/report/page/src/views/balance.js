import { table } from "../controls.js";
import { el } from "../element.js";
import { plain } from "../numbers.js";

export const balance = {
  id: "balance",
  depends: ["run"],

  body(page) {
    const w = page.words, b = page.run.balance;
    if (!b) return el("p", { class: "nothing" }, w.noData);
    const columns = (first) => [[first, ""], ...[w.initial, w.inflow, w.converted, w.outflow, w.uncontrolledPart, w.final, w.residual, w.relative].map((t) => [t, "number"])];
    const rows = (part) => part.id.map((id, i) => [id, ...["initial", "in", "converted", "out", "uncontrolled", "final", "residual", "relative_residual"].map((k) =>
      (k.includes("residual") ? plain(part[k][i], 2) : part[k][i] !== 0 && Math.abs(part[k][i]) < 1e-6 ? "≈ 0" : page.number(part[k][i])))]);
    return [
      b.substances && el("p", { class: "proof" }, w.balanceProof(plain(worst(b.substances), 2), b.substances.id.length)),
      b.substances && table(w.balance, columns(w.substance), rows(b.substances)),
      b.elements && el("details", {}, el("summary", { "data-key": "elements" }, w.elements), table(w.elements, columns(w.element), rows(b.elements))),
    ];
  },
};

export function worst(part) {
  return part.relative_residual.reduce((most, x) => Math.max(most, x || 0), 0);
}

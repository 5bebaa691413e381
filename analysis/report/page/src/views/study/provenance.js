import { el } from "../../element.js";

export const studyProvenance = {
  id: "provenance",
  depends: [],

  body(page) {
    const w = page.words, { version, commit } = page.report.program;
    return [studiesText(page), el("dl", {}, el("dt", {}, w.reportProgram), el("dd", {}, `huan ${version} (${commit})`)), el("p", {}, w.figuresNote)];
  },
};

/** Where studies come from; on a page of runs too, whose bands they are. */
export function studiesText(page) {
  const w = page.words, { report } = page;
  const fact = (name, value) => value !== undefined && value !== null && value !== "" && [el("dt", {}, name), el("dd", {}, value)];
  return report.studies.map((study, s) => [
    el("h3", {}, page.nameAmong(report.studies, s)),
    el("dl", {},
      fact(w.studyFile, study.file),
      fact(w.designWord, `${w["design " + study.design] || study.design} (${study.design})`),
      fact(w.runsWord, `${study.runs} = ${study.points} × ${study.replicates}; ${w.failedWord} ${study.failed}`),
      fact(w.designSeed, String(study.seed)),
      fact(w.program, study.program),
      fact(w.fingerprint, el("code", {}, study.fingerprint))),
    study.text ? el("details", {}, el("summary", { "data-key": "text " + s }, w.studyText), el("pre", { class: "scroll", tabindex: 0, role: "region", "aria-label": w.studyText }, study.text)) :
      el("p", {}, w.ofReplicates),
  ]);
}

import { el } from "../element.js";
import { lastDay } from "../model.js";
import { studiesText } from "./study/provenance.js";

export const provenance = {
  id: "provenance",
  depends: [],

  body(page) {
    const w = page.words, { report } = page;
    const fact = (name, value) => value !== undefined && value !== null && value !== "" && [el("dt", {}, name), el("dd", {}, value)];
    return [
      report.runs.map((run) => [
        el("h3", {}, page.title(run)),
        run.complete ? null : el("p", { class: "warning" }, w.incomplete(run.covers_days)),
        el("dl", {},
          fact(w.file, run.file),
          fact(w.covers, w.days(run.start, lastDay(run), run.covers_days)),
          fact(w.seed, `${run.seed}, ${run.replicate}`),
          fact(w.program, run.program),
          fact(w.scenarioHash, el("code", {}, run.sha256)),
          fact(w.again, el("code", {}, `huan run ${run.file} -o again.h5`))),
      ]),
      studiesText(page),
      el("dl", {}, fact(w.reportProgram, `huan ${report.program.version} (${report.program.commit})`)),
      el("p", {}, w.figuresNote),
    ];
  },
};

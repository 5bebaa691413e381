import { table } from "../../controls.js";
import { el } from "../../element.js";
import { unitText } from "../../numbers.js";
import { plainly } from "../../said.js";
import { isDate, optionsOf } from "../../study.js";

export const studyFactors = {
  id: "factors",
  heading: "studyFactors",
  depends: ["study"],

  body(page) {
    const w = page.words, { study } = page, f = study.factors;
    if (f.id.length === 0) return el("p", { class: "nothing" }, w.noFactors);
    const caption = `${w.studyFactors} (${f.id.length})` + (page.studies.length > 1 ? ` [${page.studyName(page.state.study)}]` : "");
    return table(caption, [[w.factor, ""], [w.reaches, ""], [w.how, ""], [w.unit, ""]],
      f.id.map((id, j) => [id, f.subject[j] === id ? "" : plainly("subject", f.subject[j], page.language), plainly("spread", f.spread[j], page.language),
        optionsOf(study, j) ? w.option : isDate(study, j) ? w.date : f.unit[j] === "1" ? "" : unitText(f.unit[j], page.language)]));
  },
};

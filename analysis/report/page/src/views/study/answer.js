import { palette } from "../../colours.js";
import { behind, table } from "../../controls.js";
import { el } from "../../element.js";
import { unitText } from "../../numbers.js";
import { stripsPicture } from "../../pictures/strips.js";
import { anyOf, bandAt, bandText, groupName, outputName, periodAt, periodsOf, varies } from "../../study.js";

const mostRows = 30;

export const studyAnswer = {
  id: "answer",
  heading: "studyAnswer",
  depends: ["year", "output"],

  body(page) {
    const w = page.words;
    return [
      page.studies.map((study) => counted(page, study)),
      groups(page).map(({ name, title, members }, i) => {
        const shown = members.slice(0, mostRows);
        return el("details", { class: "group", open: i < 4 || members.some((r) => r.key === page.state.output) },
          el("summary", { "data-key": "group " + name }, `${title} (${members.length})`),
          page.figure("bands-" + (i + 1), answerPicture(page, title, shown),
            behind(page, "bands-" + (i + 1), () => tableOf(page, title, members))),
          members.length > shown.length && el("p", { class: "note" }, w.onlyFirst(shown.length, members.length)));
      }),
    ];
  },
};

/** How many runs there are, and why some failed. */
function counted(page, study) {
  const w = page.words, name = page.studies.length > 1 ? page.title(study) + ": " : "";
  const factors = study.factors.id.length;
  return [
    el("p", { class: "counted" }, name + (study.points === 1 ? w.replicated(study.runs) : w.swept(study.runs, study.points, study.replicates, w["design " + study.design] || study.design, factors))),
    study.failed > 0 && el("div", { class: "warning" }, el("p", {}, name + w.failedRuns(study.failed, study.runs)),
      el("details", {}, el("summary", { "data-key": "reasons " + study.file }, w.reasons),
        table(w.reasons, [[w.runsWord, "number"], [w.reason, ""]], study.reasons.map(([text, count]) => [String(count), text])),
        study.more_reasons > 0 && el("p", { class: "note" }, w.moreReasons(study.more_reasons)))),
    study.left_out > 0 && el("p", { class: "note" }, name + w.leftOut(study.outputs.length, study.left_out)),
  ];
}

/** Results by group, those of single sites in groups of their own. */
function groups(page) {
  const found = new Map();
  for (const result of page.results) {
    const one = anyOf(result), single = one.id.includes(":");
    const name = `${one.table === "series" ? "series " : ""}${one.group[0]}${single ? " " + one.id.split(":")[0] : ""}`;
    if (!found.has(name)) found.set(name, { name, title: groupName(one, page.words, page.language) + (single ? page.words.bySite(one.id.split(":")[0]) : ""), single, members: [] });
    found.get(name).members.push(result);
  }
  const all = [...found.values()];
  for (const group of all) group.members.sort((a, b) => b.of.some((o) => o && varies(o)) - a.of.some((o) => o && varies(o)));
  return [...all.filter((g) => !g.single), ...all.filter((g) => g.single)];
}

export function answerPicture(page, title, list) {
  const w = page.words, several = page.studies.length > 1;
  const rows = list.map((result) => {
    const one = anyOf(result);
    const strips = page.studies.map((study, s) => {
      const output = result.of[s];
      const band = output && bandAt(output, periodAt(study, output, page.state.year));
      return { band, colour: palette[s % palette.length], text: several && !output ? "–" : bandText(band, one.unit, w, page.language) };
    }).filter((s) => s.band);
    const at = whenOf(page, result), name = outputName(one, page.language);
    return { key: result.key, name, strips, text: "",
      says: `${name}${at ? w.inPeriod(at) : ""}: ${strips.map((s, i) => (several ? `${page.studyName(i)}: ` : "") + s.text).join("; ")}` };
  }).filter((row) => row.strips.length > 0);
  return stripsPicture(title, rows, w, page.state.output, page.narrow);
}

function whenOf(page, result) {
  const s = result.of.findIndex(Boolean), output = result.of[s];
  return output.table === "run" ? "" : periodsOf(page.studies[s], output)[periodAt(page.studies[s], output, page.state.year)];
}

function tableOf(page, title, list) {
  const w = page.words, several = page.studies.length > 1;
  const rows = list.flatMap((result) => page.studies.map((study, s) => {
    const output = result.of[s], band = output && bandAt(output, periodAt(study, output, page.state.year));
    if (!band) return null;
    return [outputName(output, page.language), ...(several ? [page.studyName(s)] : []), whenOf(page, result) || w.whole, unitText(output.unit, page.language),
      ...numbersOf(band)];
  }).filter(Boolean));
  return { caption: title, columns: [[w.result, ""], ...(several ? [[w.study, ""]] : []), [w.period, ""], [w.unit, ""], ...bandColumns(w)], rows };
}

export function bandColumns(w) {
  return [[w.least, "number"], ["5 %", "number"], ["25 %", "number"], [w.middle, "number"], ["75 %", "number"], ["95 %", "number"], [w.most, "number"], [w.mean, "number"], [w.runsWord, "number"]];
}

export function numbersOf(band) {
  return [band.least, band.low, band.lower, band.middle, band.upper, band.high, band.most, band.mean, band.count];
}

// Bands of studies behind the lines of a run.
import { palette } from "../colours.js";
import { catalogue } from "../series.js";
import { bandAt, edgesOf, isLevel, periodsOf, varies } from "../study.js";

/** The key that a study has for a series of a run. */
function studyKey(entry) {
  if (entry.group === "energy") return "carrier_flow " + entry.id;
  if (entry.group !== "indicator") return entry.key;
  const [, id, ...group] = entry.key.split(" ");
  return "indicator " + id + (group.join(" ") ? ":" + group.join(" ") : "");
}

/** Keys of the series to begin with: two indicators and two others that studies have bands of, those that vary first. */
export function withBands(report) {
  if (report.studies.length === 0) return [];
  const run = report.runs[0];
  run.catalogue = run.catalogue || catalogue(run);
  const found = run.catalogue.map((entry) => [entry, outputsOf(report, entry)]).filter(([, outputs]) => outputs.length > 0);
  const moves = ([, outputs]) => outputs.some(({ output }) => varies(output));
  found.sort((a, b) => moves(b) - moves(a));
  const indicators = found.filter(([entry]) => entry.group === "indicator"), others = found.filter(([entry]) => entry.group !== "indicator");
  return [...indicators.slice(0, 2), ...others.slice(0, 2)].map(([entry]) => entry.key);
}

function outputsOf(report, entry) {
  const key = studyKey(entry);
  return report.studies.map((study, s) => ({ study, s, output: study.outputs.find((o) => o.key === key) })).filter((o) => o.output);
}

/** [{ name, colour, x: [s] edges, bands, level, at(period): [5 %, 95 %] }] of a series of a run, the i-th chosen. */
export function bandsFor(page, entry, i, run) {
  return outputsOf(page.report, entry).filter(({ study }) => study.run === run).map(({ study, s, output }) => {
    const labels = periodsOf(study, output), bands = labels.map((_, t) => bandAt(output, t));
    const at = (period) => {
      const band = bands[labels.indexOf(period)] || bands[labels.indexOf(period.slice(0, 4))];
      return band ? [band.low, band.high] : ["", ""];
    };
    return { name: page.nameAmong(page.report.studies, s), colour: palette[(i + s) % palette.length], x: edgesOf(study, output).map((ms) => ms / 1000), bands, level: isLevel(output), at };
  });
}

/** The range of the lines, widened by their bands. */
export function bandLimits(lines, low, high) {
  for (const band of lines.flatMap((line) => line.bands.flatMap((of) => of.bands)).filter(Boolean)) {
    low = Math.min(low, band.low);
    high = Math.max(high, band.high * 1.05);
  }
  return [low, high];
}

/** Into the chart's canvas, before its lines. */
export function drawBands(u, lines) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const line of lines) {
    for (const of of line.bands) {
      ctx.fillStyle = of.colour;
      for (const [lower, upper, opacity] of [["low", "high", 0.16], ["lower", "upper", 0.26]]) {
        ctx.globalAlpha = opacity;
        fillBand(u, of, lower, upper);
      }
    }
  }
  ctx.restore();
}

/** Between the steps of two edges, or, of a state at the end of the intervals, between lines from end to end. */
function fillBand(u, of, lower, upper) {
  const place = (t, v) => [u.valToPos(t, "x", true), u.valToPos(v, "y", true)];
  const along = (edge) => of.bands.flatMap((band, t) => (!band ? [] : of.level ? [place(of.x[t + 1], band[edge])] : [place(of.x[t], band[edge]), place(of.x[t + 1], band[edge])]));
  const { ctx } = u;
  ctx.beginPath();
  [...along(upper), ...along(lower).reverse()].forEach(([x, y]) => ctx.lineTo(x, y));
  ctx.closePath();
  ctx.fill();
}

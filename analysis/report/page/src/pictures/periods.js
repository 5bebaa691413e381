// Periods in pictures over time: a click on one chooses it, and the one looked at stands out. courses: [{ x: [ms] edges, says:
// [text], untils: [what a click chooses, by period], chosen: period or -1 }].
import { el } from "../element.js";
import { part } from "./part.js";
import { n } from "./text.js";

/** Of the k-th of several courses the i-th period, reached by its part of the height. */
export function periodPart(course, k, i, { x, top, bottom, of, reached }) {
  return part("rect", course.says[i], {
    key: reached ? `period ${k} ${i}` : undefined,
    choose: ["until", course.untils[i]],
    attributes: {
      class: "period", x: n(x(course.x[i])), width: n(Math.max(1, x(course.x[i + 1]) - x(course.x[i]))), fill: "#ffffff", "fill-opacity": 0,
      y: n(top + (k * (bottom - top)) / of), height: n((bottom - top) / of),
    },
  });
}

/** The period looked at, behind the bands. */
export function lookedAt(courses, x, top, bottom) {
  const course = courses.filter((c) => c.chosen >= 0 && c.says.length > 1)[0];
  if (!course) return null;
  const from = x(course.x[course.chosen]), to = x(course.x[course.chosen + 1]);
  return el("rect", { class: "looked-at", x: n(from), width: n(Math.max(2, to - from)), y: top, height: bottom - top, fill: "#efefef" });
}

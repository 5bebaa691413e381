// Texts of the program's own on the page: in its language where there is a phrase, else in English and labelled.
import { el } from "./element.js";
import { translated } from "./program_texts.js";

/** As a tree. */
export function asSaid(page, kind, text) {
  const said = translated(kind, text, page.language);
  return said === null ? [el("span", { lang: "en" }, text), el("small", {}, page.words.inEnglish)] : said;
}

/** As text: names are no phrases, and stay. */
export function plainly(kind, text, language) {
  const said = translated(kind, text, language);
  return said === null ? text : said;
}

// Texts that the program puts into results and studies, in English: the usual ones are phrases with names and numbers in them,
// which the page says in Chinese too. What is no such phrase stays as it is, and is labelled. Runs in Duktape too.
import { phrases } from "./words/program.js";

const parsed = {};

/** Of a phrase such as "{} and {n} more{s}": {} is any text, {n} a whole number, {s} an s or nothing. */
function pattern(said) {
  const literal = (text) => text.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp("^" + said.split(/(\{[ns]?\})/).map((x) => ({ "{}": "(.+?)", "{n}": "(\\d+)", "{s}": "s?" })[x] || literal(x)).join("") + "$");
}

/** A text of a kind (words/program.js) in the page's language; null where that has no phrase for it. */
export function translated(kind, text, language) {
  if (language !== "zh") return text;
  parsed[kind] = parsed[kind] || phrases[kind].map(([said, zh]) => [pattern(said), zh]);
  for (let i = 0; i < parsed[kind].length; ++i) {
    const found = parsed[kind][i][0].exec(text);
    // a part may be a phrase itself
    if (found) return parsed[kind][i][1].replace(/\{(\d)\}/g, (_, k) => translated(kind, found[k], language) || found[k]);
  }
  return null;
}

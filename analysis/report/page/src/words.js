// Everything the page says by itself, in both languages; words/ has a file for each part of the page. Every key is in both
// languages and in one file alone; tests/page holds them to it.
import { answer } from "./words/answer.js";
import { balance } from "./words/balance.js";
import { events } from "./words/events.js";
import { kinds } from "./words/kinds.js";
import { losses } from "./words/losses.js";
import { map } from "./words/map.js";
import { page } from "./words/page.js";
import { provenance } from "./words/provenance.js";
import { sankey } from "./words/sankey.js";
import { series } from "./words/series.js";
import { stocks } from "./words/stocks.js";
import { study } from "./words/study.js";
import { studyFactors } from "./words/study_factors.js";
import { studyProvenance } from "./words/study_provenance.js";
import { why } from "./words/why.js";

export const parts = [page, answer, sankey, series, stocks, map, losses, why, events, balance, provenance, kinds, study, studyFactors, studyProvenance];

export const words = { en: {}, zh: {} };
parts.forEach((part) => ["en", "zh"].forEach((language) => Object.assign(words[language], part[language])));

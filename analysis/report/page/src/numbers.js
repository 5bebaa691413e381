// Numbers as people write them. Amounts are shown with three digits; tables behind the pictures have more.

/** 1234567 -> "1,234,567"; fewer than `digits` significant digits are never shown of a number below 10^digits. */
export function plain(x, digits = 3) {
  if (x === null || x === undefined || !isFinite(x)) return "–";
  if (x === 0) return "0";
  const size = Math.floor(Math.log(Math.abs(x)) / Math.LN10 + 1e-9);
  if (size < -4) return raised(x.toExponential(Math.max(0, digits - 1)));
  const text = Math.abs(x).toFixed(Math.max(0, Math.min(12, digits - 1 - size)));
  const [whole, rest] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (x < 0 ? "−" : "") + grouped + (rest && /[1-9]/.test(rest) ? "." + rest.replace(/0+$/, "") : "");
}

/** "6.1e-12" -> "6.1 × 10⁻¹²" */
function raised(text) {
  const [factor, power] = text.split("e");
  const digits = power.replace("+", "").split("").map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]));
  return factor.replace("-", "−") + " × 10" + digits.join("");
}

// unit: [from this size on, divisor, what follows], largest first
const scales = {
  en: {
    t: [[1e6, 1e6, " Mt"], [1e3, 1e3, " kt"], [0, 1, " t"]],
    MWh: [[1e6, 1e6, " TWh"], [1e3, 1e3, " GWh"], [0, 1, " MWh"]],
    yuan: [[1e9, 1e9, " billion yuan"], [1e6, 1e6, " million yuan"], [0, 1, " yuan"]],
    "t km": [[1e6, 1e6, " million t km"], [0, 1, " t km"]],
    h: [[0, 1, " h"]],
    1: [[0, 1, ""]],
  },
  zh: {
    t: [[1e8, 1e8, " 亿吨"], [1e4, 1e4, " 万吨"], [0, 1, " 吨"]],
    MWh: [[1e5, 1e5, " 亿千瓦时"], [10, 10, " 万千瓦时"], [0, 1e-3, " 千瓦时"]],
    yuan: [[1e8, 1e8, " 亿元"], [1e4, 1e4, " 万元"], [0, 1, " 元"]],
    "t km": [[1e8, 1e8, " 亿吨公里"], [1e4, 1e4, " 万吨公里"], [0, 1, " 吨公里"]],
    h: [[0, 1, " 小时"]],
    1: [[0, 1, ""]],
  },
};

/** With its unit, in the size people say it: 2.4 Mt, 240 万吨. */
export function amount(x, unit, language) {
  if (x === null || x === undefined || !isFinite(x)) return "–";
  const known = scales[language][unit] || [[0, 1, " " + unitText(unit, language)]];
  const [, divisor, after] = known.filter(([from]) => Math.abs(x) >= from)[0] || known[known.length - 1];
  return plain(x / divisor) + after;
}

/** { texts, after }: several in one size, and what follows the last: ["95", "140"], " kt". */
export function alike(values, unit, language) {
  const most = values.reduce((m, x) => Math.max(m, Math.abs(x)), 0);
  const known = scales[language][unit];
  const [, divisor, after] = known ? known.filter(([from]) => most >= from)[0] || known[known.length - 1] : [0, 1, " " + unitText(unit, language)];
  return { texts: values.map((x) => plain(x / divisor)), after };
}

/** A share, 0.123 -> "12.3 %". */
export function percent(x) {
  return x === null || x === undefined || !isFinite(x) ? "–" : plain(100 * x) + " %";
}

const unitsInChinese = { t: "吨", kt: "千吨", Mt: "百万吨", kg: "千克", km: "公里", yuan: "元", CNY: "元", h: "小时", d: "日", a: "年", person: "人", persons: "人", cubic_metres: "立方米" };

/** A unit as the scenario writes it ("10^4 t"), for people: 10⁴ t, 万吨. */
export function unitText(unit, language) {
  const text = language === "zh" ? inChinese(unit) : unit;
  return text.replace(/\^(\d)/g, (_, digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]);
}

function inChinese(unit) {
  if (unit === "d") return "天";
  return unit.replace(/10\^4 ?/, "万").replace(/10\^8 ?/, "亿").replace(/[A-Za-z_]+(?![\^\d])/g, (word) => unitsInChinese[word] || word)
    .replace(/([\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, "$1");
}

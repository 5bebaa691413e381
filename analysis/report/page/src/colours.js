// Okabe and Ito's colours, told apart with every common colour blindness (Okabe, M., Ito, K.: Color Universal Design,
// 2008); yellow is left out, it is too light for lines on white.
export const palette = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];
export const rest = "#999999";
/** Dashes that go with the colours when they come round again, and with further runs. */
export const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

/** Colours for the seven largest of `totals` (list of [key, amount]); the others are grey. */
export function assigned(totals) {
  const colour = {};
  totals
    .slice()
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, palette.length)
    .forEach(([key], i) => (colour["$" + key] = palette[i]));
  return (key) => colour["$" + key] || rest;
}

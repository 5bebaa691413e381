// The few controls the views are made of. Each has a visible label and a key, so that it keeps the focus when redrawn.
import { el } from "./element.js";

export function choice(key, label, options, value, change) {
  return el("label", { class: "control" }, el("span", {}, label),
    el("select", { "data-key": key, name: key, on: { change: (e) => change(e.target.value) } },
      options.map(([v, text]) => el("option", { value: v, selected: String(v) === String(value) }, text))));
}

export function tick(key, label, value, change) {
  return el("label", { class: "control tick" },
    el("input", { type: "checkbox", "data-key": key, name: key, checked: value, on: { change: (e) => change(e.target.checked) } }),
    el("span", {}, label));
}

export function button(key, label, press, more = {}) {
  return el("button", { type: "button", "data-key": key, ...more, on: { click: press } }, label);
}

/** A table with a head; columns: [text, "number" or ""]; cells may be trees. */
export function table(caption, columns, rows) {
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, columns.map(([text, kind]) => el("th", { scope: "col", class: kind }, text)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell, i) => (i === 0 ? el("th", { scope: "row", class: columns[i][1] }, cell) : el("td", { class: columns[i][1] }, cell))))))));
}

/** The table behind a picture, made when it is opened. `make` gives { caption, columns, rows }; rows hold text and numbers. */
export function behind(page, name, make, label = page.words.table) {
  const w = page.words;
  return el("details", { class: "behind", on: { toggle: (e) => {
    if (!e.target.open || e.target.querySelector("table")) return;
    const { caption, columns, rows } = make();
    const shown = rows.map((row) => row.map((cell) => (typeof cell === "number" ? page.number(cell) : cell)));
    e.target.append(...[
      button("csv " + name, w.saveTable, () => save(`${name}.csv`, csv(columns, rows), "text/csv")),
      table(caption, columns, shown),
    ].map(page.toDom));
  } } }, el("summary", { "data-key": "behind " + name }, label));
}

function csv(columns, rows) {
  // a leading =, +, - or @ would be a formula to a spreadsheet
  const cell = (x) => (typeof x === "number" ? String(x) : '"' + String(x ?? "").replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""') + '"');
  return "\ufeff" + [columns.map(([text]) => cell(text)), ...rows.map((row) => row.map(cell))].map((row) => row.join(",")).join("\r\n") + "\r\n";
}

export function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

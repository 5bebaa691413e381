// Pictures and pages are trees of plain values, el(tag, attributes, ...children), made without a browser. dom.js hangs
// them into a page, toText() writes them as markup. Nothing else in this folder makes markup, so names are escaped here.

/** A child that is null, undefined or false is left out; an attribute too. Arrays of children are flattened. */
export function el(tag, attributes, ...children) {
  return { tag, attributes: attributes || {}, children: flat(children) };
}

function flat(children) {
  const out = [];
  children.forEach((child) => {
    if (child === null || child === undefined || child === false || child === "") return;
    if (Array.isArray(child)) flat(child).forEach((c) => out.push(c));
    else out.push(typeof child === "object" ? child : String(child));
  });
  return out;
}

const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text or attribute value as it may stand in markup; characters that XML cannot hold are dropped. */
export function escaped(text) {
  return String(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (c) => entities[c]);
}

/** The tree as SVG or HTML text. */
export function toText(node) {
  if (typeof node === "string") return escaped(node);
  const attributes = Object.keys(node.attributes)
    .filter((key) => key !== "on" && present(node.attributes[key]))
    .map((key) => ` ${key}="${escaped(node.attributes[key])}"`)
    .join("");
  return `<${node.tag}${attributes}>${node.children.map(toText).join("")}</${node.tag}>`;
}

export function present(value) {
  return value !== null && value !== undefined && value !== false;
}

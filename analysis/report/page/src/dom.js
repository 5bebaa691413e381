// Trees of element.js as nodes of the page. Text becomes text nodes, attributes go through setAttribute; listeners stand
// in the attribute "on" and are functions, never text.
import { present } from "./element.js";

const svg = "http://www.w3.org/2000/svg";

export function toDom(node, inSvg = false) {
  if (typeof node === "string") return document.createTextNode(node);
  const within = inSvg || node.tag === "svg";
  const made = within ? document.createElementNS(svg, node.tag) : document.createElement(node.tag);
  for (const [key, value] of Object.entries(node.attributes)) {
    if (key === "on") {
      for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    } else if (present(value)) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  for (const child of node.children) made.append(toDom(child, within && node.tag !== "foreignObject"));
  return made;
}

/** Puts `trees` in the place of what `place` holds; what had the focus keeps it when something with its key is there again. */
export function fill(place, ...trees) {
  const active = document.activeElement;
  const key = active && place.contains(active) && active.getAttribute("data-key");
  place.replaceChildren(...trees.flat(Infinity).filter(Boolean).map((tree) => toDom(tree)));
  if (key) {
    const again = [...place.querySelectorAll("[data-key]")].find((e) => e.getAttribute("data-key") === key);
    if (again) again.focus({ preventScroll: true });
  }
}

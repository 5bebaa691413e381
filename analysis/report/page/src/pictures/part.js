import { el } from "../element.js";

/**
 * A part of a picture that says what it is, to the pointer and to a screen reader.
 * key: it is reached with Tab, and keeps the focus when redrawn. choose: ["facility", 3]: it is a button that puts that in
 * focus; without, or where that is -1, it is none. attributes: more of them.
 */
export function part(tag, says, { key, choose, attributes }, ...children) {
  const chosen = choose && choose[1] !== -1 ? choose : null;
  const own = key === undefined ? { "data-says": says } :
    { role: chosen ? "button" : "img", tabindex: 0, "data-key": key, "data-says": says, "aria-label": says };
  if (chosen) own["data-" + chosen[0]] = chosen[1];
  return el(tag, Object.assign(own, attributes), el("title", {}, says), ...children);
}

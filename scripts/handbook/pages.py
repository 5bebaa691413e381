"""Markdown to HTML: GitHub's tables and anchors, links to other pages, no HTML of the author's own."""
import dataclasses
import html
import posixpath
import re
import urllib.parse

from markdown_it import MarkdownIt

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2018-\u201d]")
COMMENT = re.compile(r"^<!--.*?-->\n", re.M | re.S)
SKIPPED = {"build", "node_modules", "third_party"}


@dataclasses.dataclass
class Rendered:
    title: str
    body: str
    headings: list  # (level, anchor, text)
    anchors: set
    links: list  # as written


def tree(root):
    """Path from the top of the tree -> Markdown text, of every page there is."""
    found = {}
    for path in sorted(root.rglob("*.md")):
        inside = path.relative_to(root)
        if not any(part in SKIPPED or part.startswith(".") for part in inside.parts):
            found[inside.as_posix()] = path.read_text(encoding="utf-8")
    return found


def address(path):
    """Where a page lies in the site: README.md is the folder's index."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "index.html" if name == "README.md" else name.removesuffix(".md") + ".html")


def anchor(text, taken):
    """As GitHub makes it; a second one of that name gets -1."""
    base = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
    name, number = base, 0
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


def moved(link, known):
    """A link between Markdown files as one between pages; `known(path)` says whether the file, from the page's folder, is a page."""
    target, _, fragment = link.partition("#")
    if not target or urllib.parse.urlsplit(link).scheme:
        return link
    path = urllib.parse.unquote(target)
    if path.endswith(".md") and known(path):
        path = address(path)
    elif path.endswith("/") and known(path + "README.md"):
        path += "index.html"
    return urllib.parse.quote(path) + (f"#{fragment}" if fragment else "")


def text_of(inline):
    return "".join(token.content for token in inline.children if token.type in ("text", "code_inline"))


def join_chinese(children):
    """A line break between two Chinese characters is no space."""
    for before, here, after in zip(children, children[1:], children[2:]):
        if here.type == "softbreak" and before.type == after.type == "text" and CHINESE.match(before.content[-1:]) and CHINESE.match(after.content[:1]):
            here.type, here.content = "text", ""


def render(markdown, known):
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tokens = parser.parse(COMMENT.sub("", markdown))
    headings, anchors, links = [], set(), []
    for token, following in zip(tokens, [*tokens[1:], None]):
        if token.type == "heading_open":
            name = anchor(text_of(following), anchors)
            token.attrSet("id", name)
            headings.append((int(token.tag[1]), name, text_of(following)))
        elif token.type == "table_open":
            token.attrSet("tabindex", "0")  # wide ones are scrolled, also by keyboard
        join_chinese(token.children or [])
        for child in token.children or []:
            attribute = {"link_open": "href", "image": "src"}.get(child.type)
            if attribute:
                links.append(str(child.attrGet(attribute)))
                child.attrSet(attribute, moved(links[-1], known))
    title = next((text for level, _, text in headings if level == 1), "huan")
    return Rendered(title, parser.renderer.render(tokens, parser.options, {}), headings, anchors, links)


def contents(rendered):
    """The second-level headings as a list, where there are enough and the page has none of its own."""
    seconds = [(name, text) for level, name, text in rendered.headings if level == 2]
    if len(seconds) < 4 or f'<a href="#{seconds[0][0]}"' in rendered.body:
        return ""
    items = "".join(f'<li><a href="#{name}">{html.escape(text)}</a></li>' for name, text in seconds)
    return f'<nav class="contents" aria-label="Contents of this page"><ul>{items}</ul></nav>'

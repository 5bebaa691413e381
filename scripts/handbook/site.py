"""Writes the pages of a site and follows every link in them."""
import html
import posixpath
import shutil
import urllib.parse

from . import pages

NAVIGATION = [  # what the head of every page leads to, as far as it is there
    ("README.md", "huan"), ("docs/README.md", "Contents"), ("docs/tutorial.md", "Tutorial"), ("docs/scenario-guide.md", "Scenario guide"),
    ("docs/howto.md", "How to"), ("docs/python.md", "Python"), ("docs/results-file.md", "Results file"), ("docs/method.md", "Method"), ("docs/faq.md", "Limits"),
    ("reference/kinds.md", "Models"), ("reference/recipes.md", "Recipes"), ("reference/materials.md", "Materials"),
    ("docs/quickstart.zh.md", "中文"),
]
STYLE = """
:root{color-scheme:light dark;--ink:#1c2733;--paper:#fff;--line:#cfd8e0;--soft:#f2f5f8;--link:#00598c}
@media(prefers-color-scheme:dark){:root{--ink:#e3e8ee;--paper:#12181f;--line:#3a4652;--soft:#1d262f;--link:#79c0ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,"Noto Sans","Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
header{border-bottom:1px solid var(--line);background:var(--soft)}
header nav{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;max-width:64rem;margin:auto;padding:.6rem 1.2rem}
main{max-width:64rem;margin:auto;padding:1rem 1.2rem 4rem;overflow-wrap:anywhere}
a{color:var(--link)} header a{text-decoration:none} a[aria-current]{font-weight:700;color:var(--ink)}
h1,h2,h3{line-height:1.25;margin:1.8em 0 .6em} h1{margin-top:.6em}
pre{background:var(--soft);border:1px solid var(--line);border-radius:4px;padding:.7rem .9rem;overflow-x:auto;line-height:1.4}
code{font:.88em/1.4 ui-monospace,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;background:var(--soft);padding:.05em .25em;border-radius:3px}
pre code{background:none;padding:0}
table{display:block;max-width:100%;overflow-x:auto;border-collapse:collapse;margin:1em 0;font-size:.92em;overflow-wrap:normal}
th,td{border:1px solid var(--line);padding:.3rem .6rem;vertical-align:top} th{background:var(--soft);text-align:left} th:empty{padding:0;border:0}
img{max-width:100%;background:#fff} blockquote{margin:1em 0;padding:.1em 1em;border-left:4px solid var(--line)}
.contents ul{columns:2 16rem;padding-left:1.2rem} :focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media print{header,.contents{display:none} body{font-size:10pt} pre{white-space:pre-wrap}}
"""


def write(sources, root, output):
    """Makes `output` of `sources` (path -> Markdown) and the files they link to; gives what leads nowhere."""
    rendered = {path: pages.render(text, knows(path, sources)) for path, text in sources.items()}
    if output.exists():
        if not (output / ".huan-docs").exists() and any(output.iterdir()):
            raise OSError(f"{output} holds something else; choose an empty folder")
        shutil.rmtree(output)
    output.mkdir(parents=True)
    (output / ".huan-docs").touch()  # ours, so that the next time may replace it
    (output / "style.css").write_text(STYLE.lstrip(), encoding="utf-8")
    faults = []
    for path, page in rendered.items():
        target = output / pages.address(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(framed(path, page, sources), encoding="utf-8")
        for link in page.links:
            wrong = followed(path, link, rendered, root, output)
            if wrong:
                faults.append(f"{path}: '{link}' {wrong}")
    return faults


def knows(page, sources):
    folder = posixpath.dirname(page)
    return lambda link: posixpath.normpath(posixpath.join(folder, link)) in sources


def followed(page, link, rendered, root, output):
    """What is wrong with a link, or None. Files that are no pages are copied into the site."""
    parts = urllib.parse.urlsplit(link)
    if parts.scheme:
        return None if parts.scheme in ("http", "https", "mailto") else f"has the scheme {parts.scheme}"
    path = urllib.parse.unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if path.endswith("/"):
        target = posixpath.join(target, "README.md")
    if target in rendered:
        return f"has no such heading ({parts.fragment})" if parts.fragment and parts.fragment not in rendered[target].anchors else None
    if target.startswith("..") or not (root / target).is_file():
        return "leads nowhere"
    (output / target).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / target, output / target)
    return None


def framed(path, page, sources):
    """The whole page: head, navigation, contents, text."""
    here = posixpath.dirname(pages.address(path)) or "."
    links = []
    for target, name in NAVIGATION:
        if target in sources:
            current = ' aria-current="page"' if target == path else ""
            language = ' lang="zh-Hans"' if name == "中文" else ""
            links.append(f'<a href="{posixpath.relpath(pages.address(target), here)}"{current}{language}>{html.escape(name)}</a>')
    language = "zh-Hans" if path.endswith(".zh.md") else "en"
    style = posixpath.relpath("style.css", here)
    head, rest = page.body.split("</h1>", 1) if "</h1>" in page.body else ("", page.body)
    body = f"{head}</h1>\n{pages.contents(page)}{rest}" if head else rest
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'self'">
<title>{html.escape(page.title)}</title>
<link rel="stylesheet" href="{style}">
</head>
<body>
<header><nav aria-label="Pages">{"".join(links)}</nav></header>
<main>
{body}</main>
</body>
</html>
"""

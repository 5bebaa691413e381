"""scripts/docs makes a site whose every link and anchor resolves, that asks nothing of the network and shows Chinese."""
import html.parser
import os
import pathlib
import re
import subprocess
import sys
import tomllib
import urllib.parse

import pytest

SOURCE = pathlib.Path(os.environ.get("HUAN_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
PROGRAM = os.environ["HUAN_PROGRAM"]


def made(output, *words):
    return subprocess.run([sys.executable, SOURCE / "scripts/docs", "-o", output, *map(str, words)], capture_output=True, text=True,
                          env={**os.environ, "HUAN": PROGRAM, "LC_ALL": "C.UTF-8"})


class Reader(html.parser.HTMLParser):
    """What a page links to, and what of it can be linked to."""

    def __init__(self, path):
        super().__init__()
        self.links, self.ids, self.tags, self.text = [], [], set(), ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            if name in ("href", "src"):
                self.links.append((tag, value))
            elif name == "id":
                self.ids.append(value)

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs") / "site"
    done = made(folder)
    assert done.returncode == 0, done.stderr
    return {path.relative_to(folder).as_posix(): Reader(path) for path in folder.rglob("*.html")}, folder


def test_every_link_and_anchor_resolves(site):
    pages, folder = site
    wrong, followed = [], 0
    for name, page in pages.items():
        for _, link in page.links:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme:
                continue
            target = (folder / name).parent / urllib.parse.unquote(parts.path) if parts.path else folder / name
            followed += 1
            if not target.is_file():
                wrong.append(f"{name}: {link} leads nowhere")
            elif parts.fragment and parts.fragment not in pages[target.resolve().relative_to(folder.resolve()).as_posix()].ids:
                wrong.append(f"{name}: {link}: no such heading")
    assert not wrong and followed > 3000, wrong


def test_nothing_is_asked_of_the_network(site):
    pages, folder = site
    for name, page in pages.items():
        assert "script" not in page.tags, name
        assert not [link for tag, link in page.links if tag != "a" and urllib.parse.urlsplit(link).scheme], name
    assert "url(" not in (folder / "style.css").read_text() and "@import" not in (folder / "style.css").read_text()


def test_anchors_are_used_once(site):
    for name, page in site[0].items():
        assert len(page.ids) == len(set(page.ids)), name


def test_comments_of_the_pages_are_not_shown_and_chinese_is(site):
    pages = site[0]
    assert not [name for name, page in pages.items() if "<!--" in page.text or "file: willow.toml" in page.text]
    assert "快速上手" in pages["docs/quickstart.zh.html"].text
    assert '<html lang="zh-Hans">' in (site[1] / "docs/quickstart.zh.html").read_text(encoding="utf-8")


def test_nothing_of_the_marks_is_left(site):
    """CommonMark closes no ** between a Chinese bracket and a character; a table without its blank line stays text."""
    for path in site[1].rglob("*.html"):
        text = re.sub(r"<(pre|code)\b.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.S)
        left = re.findall(r".{0,30}(?:\*\*|<p>\|).{0,30}", text)
        assert not left, (path, left)


def test_a_line_break_within_chinese_is_no_space(tmp_path):
    sys.path.insert(0, str(SOURCE / "scripts"))
    from handbook import pages

    assert "垃圾，不需要" in pages.render("垃圾，\n不需要\n", lambda _: False).body
    assert "waste\nis" in pages.render("waste\nis\n", lambda _: False).body


def test_every_kind_recipe_and_material_has_its_place(site):
    pages = site[0]
    overview = subprocess.run([PROGRAM, "models"], capture_output=True, text=True, check=True).stdout
    ids = re.findall(r"^  (\w+) ", overview, re.M)
    recipes = {path.stem for path in (SOURCE / "models/recipes").glob("*.toml")}
    assert len(ids) > 100
    for id in ids:
        assert id in pages["reference/kinds.html"].ids or f"reference/recipes/{id}.html" in pages, id
    assert recipes == {pathlib.Path(name).stem for name in pages if name.startswith("reference/recipes/")}
    materials = pages["reference/materials.html"].text
    for path in (SOURCE / "models/materials").glob("*.toml"):
        for material in tomllib.loads(path.read_text(encoding="utf-8"))["material"]:
            assert material["id"] in materials and material["name_zh"] in materials


def test_parameters_come_with_unit_default_range_and_source(site):
    text = (site[1] / "reference/kinds.html").read_text(encoding="utf-8")
    row = re.search(r"<tr>\s*<td><code>design_heating_value</code></td>.*?</tr>", text, re.S).group()
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
    assert cells[2:5] == ["MJ/kg", "7 MJ/kg", "3 to 15"] and "general knowledge" in cells[5]
    waelz = site[0]["reference/recipes/waelz_kiln.html"].text
    assert "0.915" in waelz and "0.85 to 0.95" in waelz and "misfit" in waelz


def test_no_unit_of_a_parameter_is_unknown(site):
    sys.path.insert(0, str(SOURCE / "scripts"))
    from handbook import reference

    kinds, _ = reference.listed(reference.asked(PROGRAM))
    for id, _ in kinds:
        for parameter in reference.parameters_of(reference.asked(PROGRAM, id))[1]:
            assert parameter.kind in reference.UNITS and parameter.doc and parameter.default, f"{id}.{parameter.name}"


# ---- Wrong input ---------------------------------------------------------------------------------------------------------


@pytest.fixture()
def tree(tmp_path):
    (tmp_path / "tree/docs").mkdir(parents=True)
    (tmp_path / "tree/README.md").write_text("# Top\n\n[good](docs/a.md#two-words) [also](docs/data.csv)\n", encoding="utf-8")
    (tmp_path / "tree/docs/a.md").write_text("# A\n\n## Two words\n\n## Two words\n\n[up](../README.md) [again](#two-words-1)\n", encoding="utf-8")
    (tmp_path / "tree/docs/data.csv").write_text("1\n")
    return tmp_path / "tree"


def test_a_good_tree_is_made(tree, tmp_path):
    assert made(tmp_path / "out", "--no-reference", "--root", tree).returncode == 0
    assert (tmp_path / "out/docs/data.csv").exists()
    assert 'href="docs/a.html#two-words"' in (tmp_path / "out/index.html").read_text()


@pytest.mark.parametrize("link, why", [("b.md", "leads nowhere"), ("a.md#three", "no such heading"), ("#nowhere", "no such heading"),
                                       ("../../outside.md", "leads nowhere"), ("ftp://x/y", "scheme"), ("file:///etc/passwd", None), ("javascript:alert(1)", None)])
def test_a_link_that_leads_nowhere_is_named(tree, tmp_path, link, why):
    (tree / "docs/a.md").write_text(f"# A\n\n[x]({link}) <script>alert(1)</script>\n", encoding="utf-8")
    done = made(tmp_path / "out", "--no-reference", "--root", tree)
    page = (tmp_path / "out/docs/a.html").read_text()
    assert "<script" not in page and 'href="javascript' not in page
    if why:
        assert done.returncode == 1 and f"docs/a.md: '{link}'" in done.stderr and why in done.stderr


def test_a_folder_with_other_things_is_left_alone(tree, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear")
    done = made(tmp_path / "mine", "--no-reference", "--root", tree)
    assert done.returncode == 4 and "holds something else" in done.stderr
    assert (tmp_path / "mine/letter.txt").read_text() == "dear"
    assert made(tmp_path / "out", "--no-reference", "--root", tree).returncode == 0
    assert made(tmp_path / "out", "--no-reference", "--root", tree).returncode == 0  # its own may be replaced


def test_without_the_program_it_says_how_to_get_it(tmp_path):
    done = made(tmp_path / "out", "--program", "/nowhere/huan")
    assert done.returncode == 4 and "quickstart --build-only" in done.stderr and not (tmp_path / "out").exists()

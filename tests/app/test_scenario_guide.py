"""docs/scenario-guide.md does what it says: its files are written, its commands run, and they print what stands there.

In a console block "$ " begins a command, and a line "..." stands for any lines. `<!-- about -->` before a block of a shipped region: numbers within
a tenth of the largest of their line; `<!-- chance -->`: the words alone, since other numbers would be as good. HUAN_UPDATE=1 writes what is printed
into the guide (blocks with "..." stay); read it before you believe it.
"""
import os
import pathlib
import re
import sys

import pytest

from program import PROGRAM, SOURCE

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import pages  # noqa: E402
from pages import BLOCK, agree, commands  # noqa: E402

GUIDE = SOURCE / "docs/scenario-guide.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return pages.workplace(tmp_path_factory.mktemp("guide"), SOURCE, PROGRAM)


def run(command, folder):
    return pages.called(command, folder, folder.parent.parent / "bin", timeout=200)


def test_every_example_of_the_guide_does_what_it_says(folder):
    guide = GUIDE.read_text(encoding="utf-8")
    written, updated, faults = set(), guide, []
    for block in BLOCK.finditer(guide):
        mark, kind, text = block["mark"], block["kind"], block["text"]
        if kind in ("toml", "csv"):
            assert mark and mark.startswith("file: "), f"a file without a name:\n{text}"
            name = mark.removeprefix("file: ")
            (folder / name).write_text(text, encoding="utf-8")
            written.add(name)
        elif kind == "console":
            assert mark in (None, "about", "chance"), mark
            answers = []
            for command, expected in commands(text):
                code, said = run(command, folder)
                wrong = "wrong" in command
                assert code == (1 if wrong else 0), "\n".join([command, *said])
                answers += [f"$ {command}", *(expected if "..." in expected else said)]
                if not agree(expected, said, mark):
                    faults.append("\n".join([f"$ {command}", "--- the guide:", *expected, "--- said:", *said]))
            updated = updated.replace(f"```console\n{text}```", "```console\n" + "\n".join(answers) + "\n```")
    if os.environ.get("HUAN_UPDATE"):
        GUIDE.write_text(updated, encoding="utf-8")
    assert len(written) > 30
    assert not faults, "\n\n".join(faults)


def test_every_scenario_of_the_guide_is_run():
    guide = GUIDE.read_text(encoding="utf-8")
    for name, text in re.findall(r"<!-- file: (\S+) -->\n```toml\n(.*?)^```$", guide, re.M | re.S):
        whole = re.match(r"format|base", text)
        assert not whole or f"$ huan run {name}" in guide or f"$ huan check {name}" in guide, name
        assert whole or f'"{name}"' in guide, f"{name} belongs to nothing"


def test_every_heading_is_in_the_list_of_contents():
    guide = GUIDE.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", guide, re.M)
    links = re.findall(r"^\d+\. \[.+\]\(#(.+)\)$", guide, re.M)
    assert [re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings] == links


def test_differences_are_seen():
    assert agree(["a 1", "...", "b 2"], ["a 1", "x", "y", "b 2"], None)
    assert not agree(["a 1"], ["a 2"], None)
    assert agree(["burned  1,000  40"], ["burned  1,050  0"], "about")
    assert not agree(["burned  1,000"], ["burned  1,200"], "about")
    assert not agree(["burned  1,000"], ["buried  1,000"], "chance")

"""docs/scenario-guide.md does what it says: its files are written, its commands run, and they print what stands there.

In a console block "$ " begins a command, and a line "..." stands for any lines. `<!-- about -->` before a block of a shipped region: numbers within
a tenth of the largest of their line; `<!-- chance -->`: the words alone, since other numbers would be as good. HUAN_UPDATE=1 writes what is printed
into the guide (blocks with "..." stay); read it before you believe it.
"""
import os
import pathlib
import re
import shlex
import shutil
import subprocess

import pytest

PROGRAM = os.environ["HUAN_PROGRAM"]
SOURCE = pathlib.Path(os.environ["HUAN_SOURCE_DIR"])
GUIDE = SOURCE / "docs/scenario-guide.md"
BLOCK = re.compile(r"^(?:<!-- (?P<mark>[^\n]+?) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """scenarios/my beside the shipped regions, and `huan` and `table` to call."""
    top = tmp_path_factory.mktemp("guide")
    shutil.copytree(SOURCE / "scenarios", top / "scenarios", ignore=shutil.ignore_patterns("*.cpp", "*.h", "*.h5"))
    (top / "bin").mkdir()
    (top / "bin/huan").symlink_to(PROGRAM)
    (top / "bin/table").symlink_to(SOURCE / "scripts/table")
    mine = top / "scenarios/my"
    shutil.rmtree(mine, ignore_errors=True)
    mine.mkdir()
    return mine


def run(command, folder):
    words = shlex.split(command)
    assert words[0] in ("huan", "table"), command
    words[0] = str(folder.parent.parent / "bin" / words[0])
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=200)
    said = re.sub(r"\(\d+(\.\d+)? s\)$", "(0.6 s)", done.stdout, flags=re.M)
    return done.returncode, [line.rstrip() for line in said.splitlines()]


def same(expected, said, mark):
    if mark is None:
        return expected == said
    if NUMBER.sub("#", expected).split() != NUMBER.sub("#", said).split():
        return False
    if mark == "chance":
        return True
    one, other = ([float(n.replace(",", "")) for n in NUMBER.findall(line)] for line in (expected, said))
    near = 0.1 * max(map(abs, one), default=0)
    return all(abs(a - b) <= near for a, b in zip(one, other))


def agree(expected, said, mark):
    """Whether the lines are the same; "..." stands for any."""
    if not expected:
        return not said
    if expected[0] == "...":
        return any(agree(expected[1:], said[i:], mark) for i in range(len(said) + 1))
    return bool(said) and same(expected[0], said[0], mark) and agree(expected[1:], said[1:], mark)


def commands(text):
    """Pairs of a command and the lines that follow it."""
    pairs = []
    for line in text.splitlines():
        if line.startswith("$ "):
            pairs.append((line[2:], []))
        else:
            pairs[-1][1].append(line.rstrip())
    return pairs


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

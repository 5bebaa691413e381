import os
import subprocess

import pytest

from own_paths import violations


def test_no_file_names_a_place_outside_the_tree():
    assert violations(os.environ["HUAN_SOURCE_DIR"]) == []


# The forbidden words stand here in pieces, so that the tree may be searched for them.
@pytest.mark.parametrize("name, text, words", [
    ("README.md", "see .." + "/shared/data", "beside the tree"),
    ("sim/clock.cpp", '// from "/' + 'work/main"', "one machine"),
    ("scripts/test", "cd /" + "home/me", "one machine"),
    ("scenarios/a.toml", 'include = "/' + 'data/region.toml"', "absolute"),
    ("scenarios/a.toml", "file = '/" + "profile.csv'", "absolute"),
    ("scenarios/a.csv", "msw,/" + "data/msw.csv", "absolute"),
])
def test_a_planted_mention_is_found(tmp_path, name, text, words):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("first line\n" + text + "\n")
    found = violations(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(f"{name}:2: ") and words in found[0]


@pytest.mark.parametrize("name, text", [
    ("README.md", "https://example.org/work/paper.html and ../sim/README.md"),
    ("scenarios/a.toml", 'capacity = "110 kt/a"\nunit = "/a"\nfile = "profiles/heat.csv"'),
    ("scenarios/a.csv", "kiln,t/d,https://example.org/home/x.csv"),
])
def test_units_addresses_and_relative_paths_are_allowed(tmp_path, name, text):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(text + "\n")
    assert violations(tmp_path) == []


def test_what_git_ignores_is_left_alone(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text("notes.txt\n")
    (tmp_path / "notes.txt").write_text(".." + "/shared\n")
    assert violations(tmp_path) == []

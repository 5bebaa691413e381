"""What the README of a region counts is what its files hold."""
import os
import pathlib
import re
import subprocess
import tomllib

import pytest

PROGRAM = os.environ["HUAN_PROGRAM"]
SCENARIOS = pathlib.Path(os.environ["HUAN_SOURCE_DIR"]) / "scenarios"
REGIONS = sorted(p.parent.name for p in SCENARIOS.glob("*/mapping.csv"))
SENTENCE = re.compile(r"(\d+) of the (\d+) sites carry `assumed = true`, (\d+) of the (\d+) capacities are assumed")


def facilities(region):
    head = tomllib.loads((SCENARIOS / region / f"{region}.toml").read_text(encoding="utf-8"))
    parts = [tomllib.loads((SCENARIOS / region / name).read_text(encoding="utf-8")) for name in head.get("include", [])]
    return [f for part in [head, *parts] for f in part.get("facility", [])]


def test_there_are_regions():
    assert len(REGIONS) >= 4


@pytest.mark.parametrize("region", REGIONS)
def test_the_readme_counts_what_is_assumed(region):
    said = SENTENCE.search((SCENARIOS / region / "README.md").read_text(encoding="utf-8"))
    assert said, f"scenarios/{region}/README.md does not say: {SENTENCE.pattern}"
    sites = facilities(region)
    checked = subprocess.run([PROGRAM, "check", SCENARIOS / region / f"{region}.toml"], capture_output=True, text=True, timeout=120)
    capacities = re.search(r"(\d+) capacity \((\d+) assumed\)", checked.stdout)
    held = (sum(f.get("assumed") is True for f in sites), len(sites), int(capacities[2]), int(capacities[1]))
    assert tuple(map(int, said.groups())) == held


@pytest.mark.parametrize("region", REGIONS)
def test_every_assumed_number_says_why(region):
    for facility in facilities(region):
        for key, value in facility.items():
            if isinstance(value, dict) and value.get("assumed") is True:
                assert value.get("source"), f"{facility['id']}.{key}"


def test_the_scenarios_are_listed():
    """scenarios/README.md names every region, and every study that has an answer."""
    listed = (SCENARIOS / "README.md").read_text(encoding="utf-8")
    for region in [p.parent.name for p in SCENARIOS.glob("*/README.md") if list(p.parent.glob("*.toml"))]:
        assert f"({region}/README.md)" in listed, region
    for answer in (SCENARIOS / "studies").glob("*.md"):
        assert f"(studies/{answer.name})" in listed, answer.name

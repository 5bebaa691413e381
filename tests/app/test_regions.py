"""What the README of a region counts is what its files hold."""
import csv
import re
import subprocess
import tomllib

import h5py
import pytest

from program import PROGRAM, SOURCE

SCENARIOS = SOURCE / "scenarios"
REGIONS = sorted(p.parent.name for p in SCENARIOS.glob("*/mapping.csv"))
SENTENCE = re.compile(r"(\d+) of the (\d+) sites carry `assumed = true`, (\d+) of the (\d+) capacities are assumed")


SECTIONS = ("facility", "route", "boundary", "event", "alternative", "limit")


def parts(region):
    return [tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted((SCENARIOS / region).glob("*.toml"))]


def facilities(region):
    return [f for part in parts(region) for f in part.get("facility", [])]


def entries():
    """By id: what all regions hold, but materials and recipes."""
    return {e["id"]: e for p in SCENARIOS.glob("*/mapping.csv") for part in parts(p.parent.name) for s in SECTIONS for e in part.get(s, [])} | {
        e["id"]: e for part in parts("four-regions") for s in SECTIONS for e in part.get(s, [])}


def table(file):
    with open(SCENARIOS / file, encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


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
                assert re.search(r"range|\d to \d|fitted", value.get("source", "")), f"{facility['id']}.{key} has no range"


def test_the_scenarios_are_listed():
    """scenarios/README.md names every region, and every study that has an answer."""
    listed = (SCENARIOS / "README.md").read_text(encoding="utf-8")
    for region in [p.parent.name for p in SCENARIOS.glob("*/README.md") if list(p.parent.glob("*.toml"))]:
        assert f"({region}/README.md)" in listed, region
    for answer in (SCENARIOS / "studies").glob("*.md"):
        assert f"(studies/{answer.name})" in listed, answer.name


@pytest.mark.parametrize("region", REGIONS)
def test_every_facility_of_the_documents_is_in_or_has_a_reason(region):
    here = {e["id"] for part in parts(region) for s in SECTIONS for e in part.get(s, [])}
    for row in table(f"{region}/mapping.csv"):
        named = {row["facility"], *re.findall(r"\w+", " ".join((row["kind"], row["recipes"], row["remark"])))}
        if row["in"] == "yes":
            assert named & here, f"{row['facility']}: nothing in the scenario stands for it"
        else:
            assert row["in"] == "no" and row["facility"] not in here and len(row["remark"]) > 15, row


def test_facilities_of_no_region_have_a_reason():
    assert all(row["in"] == "no" and len(row["remark"]) > 15 for row in table("elsewhere.csv"))


def test_every_link_has_its_grade_and_what_carries_it():
    known, seen = entries(), set()
    for file in SCENARIOS.glob("*/links.csv"):
        for row in table(file):
            assert row["link"] not in seen and row["evidence"] in ("stated", "implied", "hypothesis"), row
            seen.add(row["link"])
            carriers = [i for i in row["carried_by"].split(";") if i]
            assert carriers or row["remark"], f"{row['link']}: neither a route nor a reason"
            for carrier in carriers:
                assert carrier in known, f"{row['link']}: there is no {carrier}"
                off = known[carrier].get("evidence") == "hypothesis"
                if row["evidence"] == "hypothesis":
                    assert off or row["remark"].startswith("on:"), f"{row['link']}: {carrier} is on"
                else:
                    assert not off, f"{row['link']}: {carrier} is off"


@pytest.mark.parametrize("region", [*REGIONS, "four-regions"])
def test_with_all_hypotheses_no_yard_is_ordered_over_full(region, tmp_path):
    overlay = tmp_path / "all.toml"
    overlay.write_text(f'base = "{SCENARIOS}/{region}/{region}.toml"\nenable = "hypothesis"\n', encoding="utf-8")
    checked = subprocess.run([PROGRAM, "check", overlay, "--anywhere"], capture_output=True, text=True, timeout=120, check=True)
    assert "orders below" not in checked.stdout + checked.stderr


def test_contradictions_are_carried_by_name():
    """scenarios/contradictions.csv: each is an alternative, a row of validation.csv, a site; or no quantity, and says so."""
    known = entries()
    for row in table("contradictions.csv"):
        assert row["carried_by"] or row["how"], row
        for carrier in filter(None, row["carried_by"].split(";")):
            kind, name = carrier.split(":")
            if kind == "validation":
                assert any(r["id"] == name for r in table(f"{row['region']}/validation.csv")), row
            elif kind == "mapping":
                assert any(r["facility"] == name for r in table(f"{row['region']}/mapping.csv")), row
            else:
                assert name in known, row
            if kind == "alternative":
                assert len(known[name]["options"]) > 1 and known[name]["default"] in known[name]["options"], row


STUDIES = sorted((SCENARIOS / "studies").glob("*.toml"))


@pytest.mark.parametrize("study", STUDIES, ids=lambda p: p.stem)
def test_every_overlay_of_a_study_can_be_run(study):
    checked = subprocess.run([PROGRAM, "check", study], capture_output=True, text=True, timeout=120)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_answers_name_overlays_that_are_there():
    """Every command of an answer runs a file that exists, and every overlay belongs to an answer or says in the list what it is for."""
    commands = "".join(p.read_text(encoding="utf-8") for p in (SCENARIOS / "studies").glob("*.md"))
    for scenario in re.findall(r"huan run (\S+\.toml)", commands):
        assert (SCENARIOS.parent / scenario).exists(), scenario
    ends = re.compile(r"-(early|late|hypotheses)$")
    for study in STUDIES:
        assert study.name in commands or ends.search(study.stem), study.name


@pytest.mark.parametrize("region", REGIONS)
def test_it_runs_to_its_end_and_every_balance_closes(region, tmp_path):
    result = tmp_path / f"{region}.h5"
    subprocess.run([PROGRAM, "run", SCENARIOS / region / f"{region}.toml", "-o", result, "--quiet"], check=True, timeout=300)
    with h5py.File(result) as file:
        items = [item.decode() for item in file["balance_item"][:]]
        assert file.attrs["covers_days"] == file.attrs["duration_days"]
        assert abs(file["balance"][items.index("relative_residual")]).max() < 1e-9

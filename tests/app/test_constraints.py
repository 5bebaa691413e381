"""docs/constraints.md says of every limit of the library what becomes of it, and what it says is there."""
import re
import subprocess
import tomllib

import pytest

from program import PROGRAM, SOURCE

STATES = ("enforced", "reported", "not computable")
LIMITS = {c["id"]: c for c in tomllib.loads((SOURCE / "models/constraints.toml").read_text(encoding="utf-8"))["constraint"]}
PAGE = (SOURCE / "docs/constraints.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in PAGE.splitlines() if re.match(r"\| C\d{3} ", line)]


def parameters(kind):
    """Of a kind: what `huan models` says of each parameter, by its name."""
    said = subprocess.run([PROGRAM, "models", kind], capture_output=True, text=True, timeout=60, check=True).stdout
    return {m[1]: m[2] for m in re.finditer(r"^  (\w+)\n((?:      .*\n)+)", said, re.M)}


def test_every_row_is_listed_once_as_it_stands():
    assert [row[0] for row in ROWS] == sorted(LIMITS)
    for row in ROWS:
        assert len(row) == 5 and row[1] == LIMITS[row[0]]["name"] and row[3] in STATES and len(row[4]) > 8, row


def test_the_page_counts_itself():
    for state in STATES:
        assert f"**{state}** ({sum(row[3] == state for row in ROWS)})" in PAGE


def test_parameters_named_exist():
    kinds = {}
    for row in ROWS:
        for kind, name in re.findall(r"`([a-z_]+)\.([a-z_]+)`", row[4]):
            if kind not in kinds:
                kinds[kind] = parameters(kind)
            assert name in kinds[kind], f"{row[0]}: {kind} has no {name}"


@pytest.mark.parametrize("row", [r for r in ROWS if re.fullmatch(r"`cement_kiln\.\w+`", r[4])], ids=lambda r: r[0])
def test_a_parameter_that_enforces_a_row_holds_its_value(row):
    value = LIMITS[row[0]]["value"] * (1e-6 if LIMITS[row[0]]["unit"].startswith("mg/kg") else 1)
    kind, name = row[4].strip("`").split(".")
    default = float(re.search(r"default ([\d.e-]+)", parameters(kind)[name])[1])
    assert default == pytest.approx(value, rel=1e-3)


def test_datasets_named_exist():
    tables = set(re.findall(r"`(\w+)`", "".join(line.split("|")[1] for line in (SOURCE / "docs/results-file.md").read_text(
        encoding="utf-8").splitlines() if line.startswith("| `"))))
    for row in ROWS:
        if row[3] != "reported":
            continue
        named = set(re.findall(r"`([a-z_]+)`", row[4]))
        assert named & tables or "huan check" in row[4] or "profile" in row[4], row


def test_recipes_and_scenario_entries_named_exist():
    scenario = "".join(p.read_text(encoding="utf-8") for p in (SOURCE / "scenarios/xuchang").glob("*.toml"))
    for row in ROWS:
        for recipe in re.findall(r"recipe `(\w+)`", row[4]):
            assert (SOURCE / f"models/recipes/{recipe}.toml").exists(), row
        for entry in re.findall(r"`(\w+)` of Xuchang", row[4]):
            assert f'id = "{entry}"' in scenario or f"\n{entry} = " in scenario, row


def test_what_is_reported_can_be_asked_for(tmp_path):
    """Heating value and moisture of the waste burned (C050, C052), and sulphur of coking coal (C122)."""
    import h5py

    overlay = tmp_path / "asked.toml"
    overlay.write_text(f'''base = "{SOURCE}/scenarios/xuchang/xuchang.toml"
end = 2020-04-30
dates_outside = true
[output]
every = "month"
series = ["*", {{ match = "xc_p28.msw>xc_p28.grate", properties = ["heating_value", "moisture"] }},
          {{ match = "*.clean_coking_coal>*", substances = ["S", "water"] }}]
''', encoding="utf-8")
    file = tmp_path / "asked.h5"
    subprocess.run([PROGRAM, "run", overlay, "-o", file, "--quiet", "--anywhere"], check=True, timeout=240, stdout=subprocess.DEVNULL)
    with h5py.File(file) as data:
        items = [i.decode() if isinstance(i, bytes) else i for i in data["property_item"][:]]
        last = dict(zip(items, data["property"][-1, 0, :]))
        assert 4 < last["heating_value"] < 9 and 0.3 < last["moisture"] < 0.6
        assert data["flow_substance"][:].sum() > 0

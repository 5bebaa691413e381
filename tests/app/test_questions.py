"""huan indicators, compare and explain as a user asks them; wrong input too."""
import csv
import io
import json

import pytest

from program import SMALL, huan

INDICATORS = """
[[indicator]]
id = "buried_share"
name = "Share that is buried"
name_zh = "填埋比例"
unit = "%"
better = "lower"
ratio = { of = { flow = "*>dump.*" }, to = { flow = "world.*>*", kind = "draw", material = "msw" } }
reported = { 2021 = 12 }
target = { 2021 = 0 }
"""
CHANGE = "town.rate=310 t/d"


def run(scenario, output, *words):
    done = huan("run", scenario, "-o", output, "--quiet", *words)
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return run(SMALL, tmp_path_factory.mktemp("base") / "base.h5")


def test_indicators_are_a_table_csv_or_json_of_the_same_numbers(base):
    table = huan("indicators", base)
    assert table.returncode == 0, table.stderr
    assert "Direct material input" in table.stdout
    listed = json.loads(huan("indicators", base, "--json").stdout)[0]["indicators"]
    rows = list(csv.DictReader(io.StringIO(huan("indicators", base, "--csv").stdout)))
    values = {
        (one["id"], line["group"], value["period"]): value["value"]
        for one in listed
        for line in one["lines"]
        for value in line["values"]
    }
    assert values
    for row in rows:
        if row["coverage"] == "none" or not row["period"]:
            continue
        there = values[row["id"], row["line"], row["period"]]
        assert (float(row["value"]) if row["value"] else None) == there


def test_what_is_not_computable_is_said_with_its_reason(base):
    table = huan("indicators", base).stdout
    assert "Not computable from these results:" in table
    for one in json.loads(huan("indicators", base, "--json").stdout)[0]["indicators"]:
        assert one["computable"] or one["why_not"], one["id"]


def test_indicators_of_ones_own_are_added_and_stored_by_a_run_that_has_them(base, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(INDICATORS, encoding="utf-8")
    done = huan("indicators", base, "--with", own, "--only", "buried_share", "--json")
    assert done.returncode == 0, done.stderr
    (one,) = json.loads(done.stdout)[0]["indicators"]
    assert one["name_zh"] == "填埋比例"
    # 300 t/d arise; the market takes 200 t/d and fills its 1000 t, the town its 100 t; the dump gets the rest
    value = one["lines"][0]["values"][0]["value"]
    assert value == pytest.approx(100 * (365 * 100 - 1100) / (365 * 300), rel=1e-9)
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(SMALL.read_text(encoding="utf-8") + INDICATORS, encoding="utf-8")
    output = run(scenario, tmp_path / "out.h5")
    again = json.loads(huan("indicators", output, "--only", "buried_share", "--json").stdout)
    assert again[0]["indicators"][0]["lines"] == one["lines"]
    h5py = pytest.importorskip("h5py")
    with h5py.File(output) as file:
        ids = [text.decode() for text in file["indicator_id"]]
        stored = dict(zip(file["year"][:], file["indicator"][:, ids.index("buried_share")]))
        for value in one["lines"][0]["values"]:
            if value["value"] is not None:
                assert stored[int(value["period"])] == value["value"]


def test_a_wrong_indicator_has_its_place_and_a_hint_and_nothing_is_run(base, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(INDICATORS.replace("material = ", "materiel = ").replace('"%"', '"MWh"'), encoding="utf-8")
    done = huan("indicators", base, "--with", own)
    assert done.returncode == 1
    assert f"{own}:8:" in done.stderr and "did you mean 'material'?" in done.stderr
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(SMALL.read_text(encoding="utf-8") + own.read_text(encoding="utf-8"), encoding="utf-8")
    done = huan("run", scenario, "-o", tmp_path / "out.h5")
    assert done.returncode == 1 and "did you mean 'material'?" in done.stderr
    assert not (tmp_path / "out.h5").exists()


def test_equal_runs_differ_in_nothing(base, tmp_path):
    again = run(SMALL, tmp_path / "again.h5")
    done = huan("compare", base, again)
    assert done.returncode == 0, done.stderr
    assert "The scenarios are equal." in done.stdout
    assert "Nothing else changed as much." in done.stdout


def test_replicates_are_put_together_and_a_changed_input_is_named(tmp_path):
    files = []
    for name, words in {"base": [], "other": ["--set", CHANGE]}.items():
        for replicate in range(3):
            files.append(run(SMALL, tmp_path / f"{name}{replicate}.h5", "--replicate", replicate, *words))
    done = huan("compare", *files, "--json")
    assert done.returncode == 0, done.stderr
    (comparison,) = json.loads(done.stdout)
    assert (comparison["base_runs"], comparison["other_runs"], comparison["pairs"]) == (3, 3, 3)
    changed = {(one["id"], one["path"]) for one in comparison["inputs"]}
    assert tuple(CHANGE.split("=")[0].split(".", 1)) in changed
    assert comparison["flows"]
    assert all("interval_95" in one for one in comparison["flows"])


@pytest.mark.parametrize(
    "words, code",
    [
        (["compare", "BASE", "BASE", "--at-least", "much"], 2),
        (["compare", "BASE"], 2),
        (["explain", "BASE", "nobody"], 2),
        (["explain", "BASE", "--from", "2021-02-30"], 2),
        (["explain", "BASE", "--from", "2051-01-01"], 2),
        (["indicators", "BASE", "--only", "nothing*"], 2),
        (["indicators", "BASE", "--csv", "--json"], 2),
        (["indicators", "missing.h5"], 4),
        (["explain", "."], 4),
        (["indicators", SMALL], 4),
    ],
    ids=lambda words: " ".join(map(str, words[:1] + words[2:])) if isinstance(words, list) else str(words),
)
def test_wrong_words_and_files_are_one_line_and_an_exit_code(words, code, base, tmp_path):
    done = huan(*[base if word == "BASE" else word for word in words], cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["indicators", "compare", "explain"])
@pytest.mark.parametrize("damage", ["cut", "noise", "empty"])
def test_a_damaged_file_is_an_error_and_never_a_crash(command, damage, base, tmp_path):
    content = bytearray(base.read_bytes())
    if damage == "cut":
        content = content[: len(content) // 2]
    elif damage == "noise":
        for position in range(2000, len(content), 997):
            content[position] ^= 0xFF
    else:
        content = bytearray()
    broken = tmp_path / "broken.h5"
    broken.write_bytes(content)
    files = [broken, base] if command == "compare" else [broken]
    done = huan(command, *files)
    assert done.returncode == 4, (done.returncode, done.stderr)
    assert "broken.h5" in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_explain_names_the_worst_and_the_loops(base):
    worst = huan("explain", base)
    assert worst.returncode == 0, worst.stderr
    assert worst.stdout
    assert huan("explain", base, "loops").returncode == 0
    assert isinstance(json.loads(huan("explain", base, "--json").stdout), list)

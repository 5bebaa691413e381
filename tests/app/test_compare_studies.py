"""`huan compare` of studies: which changes are more than chance. numpy reckons the numbers again, some are known by hand."""
import json
import re
import shutil

import h5py
import numpy as np
import pytest

from program import SMALL, huan
from sweeps import FAILING_TOWN, study

T_19 = 2.093024  # t(0.975) with 19 degrees of freedom, from tables

OVERLAYS = {
    "longer": 'set = { "digester.outages.mean_down" = "4 d" }',
    "pit": 'set = { "dump.storage" = "900 kt" }',
    "luck": "seed = 8",
}


def replicates(scenario, count=20, output=None):
    out = output or scenario.with_suffix(".h5")
    done = huan("run", scenario, "--replicates", count, "-o", out, "-q")
    assert done.returncode == 0, done.stderr
    return out


def compared(*words):
    done = huan("compare", *words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)[0]


def by_line(comparison):
    return {(n["id"], n["at"]): n for n in comparison["numbers"]}


def values(path, line, year):
    with h5py.File(path) as file:
        place = list(file["indicator_id"].asstr()[:]).index(line)
        return file["indicator"][:, list(file["year"][:]).index(year), place]


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """Twenty replicates of the town, and of each overlay."""
    folder = tmp_path_factory.mktemp("towns")
    (folder / "town.toml").write_text(FAILING_TOWN, encoding="utf-8")
    made = {"town": replicates(folder / "town.toml")}
    for name, line in OVERLAYS.items():
        (folder / f"{name}.toml").write_text(f'base = "town.toml"\n{line}\n', encoding="utf-8")
        made[name] = replicates(folder / f"{name}.toml")
    return made


def test_longer_repairs_are_told_from_chance_though_the_runs_overlap(towns):
    """Pairs share their failures: the change stands out that 20 unpaired runs would hide."""
    result = compared(towns["town"], towns["longer"])
    assert result["samples"] == "replicates, paired"
    assert {"digester.outages.1.mean_down"} <= {f"{i['id']}.{i['path']}" for i in result["inputs"]}
    dumped = by_line(result)["dumped", "2022"]
    a, b = values(towns["town"], "dumped", 2022), values(towns["longer"], "dumped", 2022)
    changes = b - a
    reach = T_19 * changes.std(ddof=1) / np.sqrt(20)
    assert dumped["base"] == pytest.approx(a.mean()) and dumped["other"] == pytest.approx(b.mean())
    assert dumped["interval_95"] == pytest.approx([changes.mean() - reach, changes.mean() + reach], rel=1e-6)
    assert dumped["verdict"] == "differs" and dumped["p_holm"] >= dumped["p"]
    # the means lie closer together than either spreads
    assert changes.mean() < min(a.std(), b.std())
    text = huan("compare", towns["town"], towns["longer"]).stdout
    assert re.search(r"^Differs.*\n.*Kitchen waste dumped, 202", text, re.M), text


def test_what_changes_nothing_is_equal_in_every_pair(towns):
    result = compared(towns["town"], towns["pit"], "--at-least", "0 %")
    assert result["tested"] == 0
    assert {n["verdict"] for n in result["numbers"]} == {"equal"}
    assert "Differs" not in huan("compare", towns["town"], towns["pit"]).stdout


def test_another_seed_alone_is_not_told_apart(towns):
    """Both are the same town: whatever is called different would be wrong."""
    result = compared(towns["town"], towns["luck"], "--at-least", "0 %")
    assert result["samples"] == "replicates, not paired" and "the seeds differ (7; 8)" in result["remarks"][0]
    verdicts = [n["verdict"] for n in result["numbers"]]
    assert "differs" not in verdicts and verdicts.count("cannot be told apart") > 5
    a, b = values(towns["town"], "dumped", 2022), values(towns["luck"], "dumped", 2022)
    dumped = by_line(result)["dumped", "2022"]
    assert dumped["change"] == pytest.approx(b.mean() - a.mean())
    assert np.mean(dumped["interval_95"]) == pytest.approx(dumped["change"])
    # normal quantiles for 0.05 / tests and a power of 80 % give nearly as many as Student's
    assert dumped["would_tell"] > 100
    assert "replicates would tell" in huan("compare", towns["town"], towns["luck"]).stdout


def test_other_numbers_of_replicates_are_not_paired_and_it_is_said(towns, tmp_path):
    few = replicates(towns["town"].with_suffix(".toml"), 5, tmp_path / "few.h5")
    result = compared(few, towns["longer"])
    assert result["samples"] == "replicates, not paired"
    assert "the numbers of replicates differ" in result["remarks"][0]


def test_a_change_without_chance_is_the_one_worked_by_hand(tmp_path):
    """The dump gets what is over: 365 (300 - demand), less the town's 100 t and the market's store of 5 days of demand, which fill first."""
    shutil.copy(SMALL, tmp_path / "small.toml")
    with open(tmp_path / "small.toml", "a", encoding="utf-8") as file:
        file.write('\n[[indicator]]\nid = "dumped"\nname = "D"\nsum = { flow = "to_dump" }\nper = "year"\nunit = "t"\n')
    (tmp_path / "less.toml").write_text('base = "small.toml"\nset = { "market.demand" = "190 t/d" }\n')
    base, other = replicates(tmp_path / "small.toml", 2), replicates(tmp_path / "less.toml", 2)
    result = compared(base, other)
    dumped = by_line(result)["dumped", "2021"]
    assert dumped["base"] == pytest.approx(365 * 100 - 100 - 5 * 200)
    assert dumped["other"] == pytest.approx(365 * 110 - 100 - 5 * 190)
    assert result["remarks"] == ["every change is the same in all samples: nothing of it is chance"]
    assert dumped["interval_95"] == pytest.approx([3700, 3700]) and dumped["p"] == 0 and dumped["verdict"] == "differs"


def test_thresholds_and_choices_leave_out_lines_but_not_from_the_reckoning(towns):
    pair = towns["town"], towns["longer"]
    everything = compared(*pair, "--at-least", "0 %")
    large = compared(*pair, "--at-least", "10 %")
    assert {n["id"] for n in large["numbers"]} == {"dumped"}
    assert large["tested"] == everything["tested"]
    assert by_line(large)["dumped", "2022"] == by_line(everything)["dumped", "2022"]
    tonnes = compared(*pair, "--at-least", "1 t")
    assert "digested" in {n["id"] for n in tonnes["numbers"]}
    one = compared(*pair, "--of", "dumped", "--at", "2022")
    assert list(by_line(one)) == [("dumped", "2022")] and one["tested"] == 1
    assert one["numbers"][0]["p_holm"] == one["numbers"][0]["p"]
    assert "more (--most 0 shows all)" in huan("compare", *pair, "--most", 1).stdout


def swept(folder, name, demand_from, **kwargs):
    """The small study with the market's demand from `demand_from`, else as it is."""
    (folder / name).mkdir()
    path = study(folder / name, **kwargs)
    path.write_text(
        path.read_text().replace('"saltelli"', '"lhs"').replace("base = ", "runs = ").replace("100 t/d", demand_from)
    )
    done = huan("sweep", path, "-o", folder / f"{name}.h5", "-q")
    assert done.returncode == 0, done.stderr
    return folder / f"{name}.h5"


def test_points_of_a_sample_are_paired_and_a_failed_one_takes_its_pair_along(tmp_path):
    overfull = '[[vary]]\nid = "store"\nset = "town.stocks.msw.initial"\nuniform = ["0 t", "120 t"]\n'
    base = swept(tmp_path, "base", "100 t/d", base=24, more=overfull)
    scenario = tmp_path / "other"
    scenario.mkdir()
    path = study(scenario, base=24, more=overfull)
    path.write_text(path.read_text().replace('"saltelli"', '"lhs"').replace("base = ", "runs = "))
    small = scenario / "small.toml"
    small.write_text(small.read_text().replace('mode = "conveyor"\nonly_when', 'mode = "conveyor"\ncapacity = "90 t/d"\nonly_when'))
    other = tmp_path / "other.h5"
    assert huan("sweep", path, "-o", other, "-q").returncode == 0
    result = compared(base, other, "--of", "to_dump", "--at", "2021-12", "--at-least", "0 %")
    assert result["samples"] == "points, paired"
    number = result["numbers"][0]
    with h5py.File(base) as a, h5py.File(other) as b:
        line = list(a["series_id"].asstr()[:]).index("to_dump")
        changes = b["series"][:, 11, line] - a["series"][:, 11, line]
        assert (a["status"][:] != 0).sum() == number["left_out"] > 0
    good = changes[np.isfinite(changes)]
    assert number["samples"] == len(good) == 24 - number["left_out"]
    assert number["change"] == pytest.approx(good.mean())
    failed = f"{number['left_out']} run(s) of the base and {number['left_out']} of the other failed"
    assert any(failed in remark for remark in result["remarks"])


def test_studies_of_other_points_are_refused_and_it_is_said_where(tmp_path):
    base = swept(tmp_path, "base", "100 t/d", base=4)
    moved = huan("compare", base, swept(tmp_path, "moved", "110 t/d", base=4))
    assert moved.returncode == 4
    assert "at point 0 'demand' is" in moved.stderr and "only studies of the same points" in moved.stderr
    more = huan("compare", base, swept(tmp_path, "more", "100 t/d", base=5))
    assert more.returncode == 4 and "the base has 4 point(s), the other 5" in more.stderr
    third = '[[vary]]\nset = "dump.storage"\nuniform = ["900 kt", "1000 kt"]\n'
    other = huan("compare", base, swept(tmp_path, "other", "100 t/d", base=4, more=third))
    assert other.returncode == 4 and "the base varies rate, demand, the other" in other.stderr


def test_what_tells_no_chance_is_refused(towns, tmp_path):
    once = replicates(towns["town"].with_suffix(".toml"), 1, tmp_path / "once.h5")
    refused = huan("compare", towns["town"], once)
    assert refused.returncode == 4 and "at least two replicates of each" in refused.stderr


def test_a_run_and_a_study_are_not_compared(towns, tmp_path):
    run = tmp_path / "run.h5"
    assert huan("run", towns["town"].with_suffix(".toml"), "-o", run, "-q").returncode == 0
    for pair in ((run, towns["town"]), (towns["town"], run)):
        refused = huan("compare", *pair)
        assert refused.returncode == 4
        assert f"{towns['town']} is a study, {run} is none" in refused.stderr and "--replicates N" in refused.stderr
    missing = huan("compare", towns["town"], tmp_path / "nothing.h5")
    assert missing.returncode == 4 and "nothing.h5" in missing.stderr and "is a study" not in missing.stderr
    runs = huan("compare", run, run, "--at", "2021")
    assert runs.returncode == 2 and "these are runs" in runs.stderr

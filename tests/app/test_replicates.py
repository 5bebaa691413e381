"""`huan run --replicates`: the bands are numpy's, what contradicts them is refused, and it goes on after an interruption."""
import json
import shutil
import signal
import subprocess
import time

import h5py
import numpy as np
import pytest

from program import PROGRAM, SMALL, huan
from sweeps import FAILING_TOWN, contents


@pytest.fixture
def town(tmp_path):
    path = tmp_path / "town.toml"
    path.write_text(FAILING_TOWN, encoding="utf-8")
    return path


def test_the_bands_are_the_quantiles_of_the_file(town):
    done = huan("run", town, "--replicates", 30, "-o", "a.h5", cwd=town.parent)
    assert done.returncode == 0, done.stderr
    bands = {}
    for line in done.stdout.splitlines()[1:]:
        name, rest = line[:44].strip(), line[44:].split()
        bands[name] = [float(x) for x in rest[:3]]
    with h5py.File(town.parent / "a.h5") as file:
        assert file["run"].shape == (30,) and file.attrs["failed_runs"] == 0
        ids = list(file["indicator_id"].asstr()[:])
        values = file["indicator"][:, list(file["year"][:]).index(2022), :]
        whole_ids = list(file["run_indicator_id"].asstr()[:]) if "run_indicator_id" in file else []
    assert np.ptp(values[:, ids.index("dumped")]) > 100  # there is chance in it
    wanted = {f"{name}, 2022": values[:, i] for i, name in enumerate(ids) if np.isfinite(values[:, i]).any()}
    assert set(wanted) - {"dumped, 2022"} and {"dumped, 2022", "digested, 2022"} <= set(bands)
    for name, column in wanted.items():
        if name not in bands:  # longer than its column
            assert len(name) > 44, name
            continue
        expected = [*np.quantile(column, [0.05, 0.95]), column.mean()]
        assert bands[name] == pytest.approx(expected, rel=1e-3), name
    assert all(name.split(",")[0] in ids + whole_ids for name in bands)


def test_a_replicate_is_the_run_of_that_number(town):
    """`--replicate 3` alone, and the fourth run of the study."""
    folder = town.parent
    assert huan("run", town, "--replicates", 5, "-o", folder / "all.h5", "--keep", "to_dump", "-q").returncode == 0
    assert huan("run", town, "--replicate", 3, "-o", folder / "one.h5", "-q").returncode == 0
    with h5py.File(folder / "all.h5") as study, h5py.File(folder / "one.h5") as run:
        line = list(run["flow_id"].asstr()[:]).index("to_dump")
        assert np.array_equal(study["series"][3, :, 0], run["flow"][:, line])
        assert not np.array_equal(study["series"][2, :, 0], run["flow"][:, line])
        assert list(study["series_id"].asstr()[:]) == ["to_dump"]
        assert study.attrs["seed"] == 7 == run.attrs["seed"]
        assert study.attrs["scenario"] == run.attrs["scenario"]


@pytest.mark.parametrize("words", [["--seed", "3"], ["--replicate", "1"], ["--every", "week"]])
def test_what_stands_in_the_scenario_is_not_said_beside_it(town, words):
    refused = huan("run", town, "--replicates", 5, "-o", town.parent / "a.h5", *words)
    assert refused.returncode == 2 and f"{words[0]} does not go with --replicates" in refused.stderr
    assert list(town.parent.iterdir()) == [town]


def test_none_at_all_is_refused_and_a_wrong_scenario_too(town):
    none = huan("run", town, "--replicates", 0, "-o", town.parent / "a.h5")
    assert none.returncode == 2 and "--replicates 0" in none.stderr
    wrong = huan("run", town, "--replicates", 2, "-o", town.parent / "a.h5", "--set", "town.rate=3 t")
    assert wrong.returncode == 1 and "town.rate" in wrong.stderr
    assert list(town.parent.iterdir()) == [town]


def test_interrupted_it_goes_on_and_ends_with_the_same_file(tmp_path):
    scenario = tmp_path / "small.toml"
    shutil.copy(SMALL, scenario)
    words = ["run", scenario, "--replicates", 4000, "-o", "a.h5", "--log", "json"]
    run = subprocess.Popen([PROGRAM, *map(str, words)], stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    deadline = time.time() + 60
    while not list(tmp_path.glob("a.h5.runs/*.runs")) and time.time() < deadline:
        time.sleep(0.005)
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 130
    end = [json.loads(line) for line in said.splitlines()][-1]
    assert 0 < end["done"] < end["runs"] == 4000 and "the same command" in end["message"]
    again = huan(*words, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    events = {line["event"]: line for line in map(json.loads, again.stderr.splitlines())}
    assert events["ran"]["before"] == end["done"]
    assert not (tmp_path / "a.h5.runs").exists()
    assert huan("run", scenario, "--replicates", 4000, "-o", tmp_path / "whole.h5", "-q").returncode == 0
    assert contents(tmp_path / "a.h5") == contents(tmp_path / "whole.h5")
    # what is complete is not done again; another number of replicates is another study
    complete = huan(*words, cwd=tmp_path)
    assert complete.returncode == 0 and "is complete" in complete.stderr
    words[3] = 4001
    refused = huan(*words, cwd=tmp_path)
    assert refused.returncode == 4 and "holds something else" in refused.stderr

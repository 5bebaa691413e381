"""A study is run, resumed, divided and joined; whatever happens on the way, its file is the same."""
import csv
import io
import json
import random
import re
import resource
import shutil
import signal
import subprocess
import time

import h5py
import numpy as np
import pytest
import xarray

from program import PROGRAM, huan
from sweeps import contents, study

# 200 t/d x 0.. : at 105 t the town's store of 100 t is overfull, which no scenario allows.
OVERFULL = """
[[vary]]
id = "store"
set = "town.stocks.msw.initial"
uniform = ["0 t", "200 t"]
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """384 runs, in one go on one thread."""
    folder = tmp_path_factory.mktemp("undisturbed")
    done = huan("sweep", study(folder), "-o", folder / "a.h5", "--threads", 1)
    assert done.returncode == 0, done.stderr
    assert not (folder / "a.h5.runs").exists()
    return folder / "a.h5"


def test_xarray_opens_it_and_the_numbers_are_those_worked_by_hand(undisturbed):
    """The dump gets what the market does not take: max(0, rate - demand), and nothing is stored once the town's 100 t are full."""
    with xarray.open_dataset(undisturbed) as data:
        assert {"run": 384, "factor": 2, "time": 12, "series_id": 2}.items() <= dict(data.sizes).items()
        assert (data.status == 0).all() and (data.reason == "").all()
        rate = data.design.sel(factor="rate").values
        demand = data.design.sel(factor="demand").values
        assert rate.min() >= 200 and rate.max() <= 400
        assert list(data.factor_unit.values) == ["t/d", "t/d"]
        dumped = data.series.sel(series_id="to_dump").values
        assert dumped.shape == (384, 12)
        # From July on all stores are in their final state: 184 days.
        expected = np.maximum(0, rate - demand) * 184
        # Before that the town's 100 t and the market's store of 5 days of demand fill, within the first 181 days but where
        # hardly anything is left over.
        full = (rate <= demand) | ((rate - demand) * 181 > 100 + 5 * demand)
        assert full.sum() > 350
        assert np.allclose(dumped[full, 6:].sum(axis=1), expected[full], rtol=1e-9, atol=1e-6)
        assert list(data.period.values[:2]) == ["2021-01", "2021-02"]


def test_a_run_of_the_study_is_the_run_that_huan_run_makes(undisturbed, tmp_path):
    path = study(tmp_path)
    overlay = huan("sweep", path, "--point", 7)
    (tmp_path / "point.toml").write_text(overlay.stdout, encoding="utf-8")
    done = huan("run", tmp_path / "point.toml", "-o", tmp_path / "one.h5")
    assert done.returncode == 0, done.stderr
    with xarray.open_dataset(undisturbed) as all_runs, xarray.open_dataset(tmp_path / "one.h5") as one:
        series = all_runs.series.sel(run=7)
        assert np.array_equal(series.sel(series_id="to_dump").values, one.flow.sel(flow_id="to_dump").values)
        assert np.array_equal(series.sel(series_id="dump.msw").values, one.stock.sel(stock_id="dump.msw").values)
        compared = 0
        for name in set(all_runs.indicator_id.values) & set(one.indicator_id.values):
            a = all_runs.indicator.sel(run=7, indicator_id=name).values
            b = one.indicator.sel(indicator_id=name).values
            assert np.array_equal(a, b, equal_nan=True), name
            compared += 1
        assert compared > 0


def test_threads_and_shards_change_nothing(undisturbed, tmp_path):
    path = study(tmp_path)
    two = tmp_path / "two.h5"
    assert huan("sweep", path, "-o", two, "--threads", 2).returncode == 0
    parts = tmp_path / "parts.h5"
    for part in (2, 3, 1):
        done = huan("sweep", path, "-o", parts, "--shard", f"{part}/3", "--threads", 1)
        assert done.returncode == 0, done.stderr
        assert not parts.exists()
    assert huan("gather", parts).returncode == 0
    # the same on three machines that share nothing
    apart = [tmp_path / f"{part}.h5" for part in (1, 2, 3)]
    for part, out in enumerate(apart, 1):
        assert huan("sweep", path, "-o", out, "--shard", f"{part}/3").returncode == 0
    joined = tmp_path / "joined.h5"
    assert huan("gather", *apart, "-o", joined).returncode == 0
    expected = contents(undisturbed)
    for made in (two, parts, joined):
        assert contents(made) == expected, made


def test_equal_studies_differ_in_provenance_alone(undisturbed, tmp_path):
    again = tmp_path / "again.h5"
    assert huan("sweep", study(tmp_path), "-o", again, "--threads", 1).returncode == 0
    a = np.frombuffer(undisturbed.read_bytes(), np.uint8)
    b = np.frombuffer(again.read_bytes(), np.uint8)
    assert a.size == b.size and (a != b).sum() < 100  # the clock


def test_killed_twenty_times_it_ends_with_the_same_bytes(undisturbed, tmp_path):
    """Killed at random instants; what was done before stays as it is, and is not done again."""
    path, out = study(tmp_path), tmp_path / "a.h5"
    chance = random.Random(20)
    kills = halfway = 0
    longest = 0.05
    done = {}
    while kills < 20 or (halfway < 3 and kills < 200):
        run = subprocess.Popen([PROGRAM, "sweep", path, "-o", out, "--threads", "2"], stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, longest))
        run.send_signal(signal.SIGKILL)
        run.wait()
        kills += 1
        longest *= 1.15
        if out.exists():  # it had come to its end: the rest of the kills hit a new beginning
            assert contents(out) == contents(undisturbed)
            out.unlink()
            done, longest = {}, 0.05
            continue
        segments = {path.name: path.read_bytes() for path in tmp_path.glob("a.h5.runs/*.runs")}
        assert done.items() <= segments.items()
        done = segments
        halfway += bool(segments)
    assert halfway >= 3
    last = huan("sweep", path, "-o", out, "--threads", 2)
    assert last.returncode == 0, last.stderr
    assert contents(out) == contents(undisturbed)
    assert not (tmp_path / "a.h5.runs").exists()


def test_an_interrupted_study_says_how_to_go_on_and_does_not_begin_anew(undisturbed, tmp_path):
    path, out = study(tmp_path, base=1024), tmp_path / "a.h5"
    words = [PROGRAM, "sweep", str(path), "-o", str(out), "--threads", "1", "--log", "json"]
    run = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    deadline = time.time() + 60
    while not list(tmp_path.glob("a.h5.runs/*.runs")) and time.time() < deadline:
        time.sleep(0.01)
    run.send_signal(signal.SIGINT)
    said = run.communicate(timeout=60)[1]
    assert run.returncode == 130
    end = [json.loads(line) for line in said.splitlines()][-1]
    assert 0 < end["done"] < end["runs"] and "To go on: huan sweep" in end["message"]
    # smaller than it was: another study, refused
    study(tmp_path)
    refused = huan("sweep", path, "-o", out)
    assert refused.returncode == 4
    assert "holds runs of another study" in refused.stderr and "the study" in refused.stderr
    study(tmp_path, base=1024)
    again = huan("sweep", path, "-o", out, "--log", "json")
    assert again.returncode == 0, again.stderr
    ran = [json.loads(line) for line in again.stderr.splitlines()]
    assert next(e for e in ran if e["event"] == "ran")["before"] == end["done"]


def refusal(done):
    """What is said to differ."""
    assert done.returncode == 4, done.stderr
    return re.search(r"holds runs of another study: (.*) differ\(s\)", done.stderr).group(1)


def test_a_study_that_changed_is_refused_and_it_is_said_in_what(tmp_path):
    path, out = study(tmp_path), tmp_path / "a.h5"
    assert huan("sweep", path, "-o", out, "--shard", "1/2").returncode == 0
    scenario = tmp_path / "small.toml"
    text = scenario.read_text()
    scenario.write_text(text.replace("1000 kt", "900 kt"))
    assert refusal(huan("sweep", path, "-o", out)) == "the scenario"
    scenario.write_text(text.replace("# A household", "# Some household"))  # nothing that is run
    assert huan("sweep", path, "-o", out, "--shard", "1/2").returncode == 0
    set_too = huan("sweep", path, "-o", out, "--set", "dump.storage=800 kt")
    assert refusal(set_too) == "the scenario and the command line"
    study_text = path.read_text()
    path.write_text(study_text.replace('"400 t/d"', '"401 t/d"'))
    assert refusal(huan("sweep", path, "-o", out)) == "the study"
    path.write_text(study_text)
    assert huan("sweep", path, "-o", out).returncode == 0


def test_another_program_does_not_go_on_with_it(tmp_path):
    """One byte behind its end changes nothing that it does, but it is another program."""
    path, out = study(tmp_path), tmp_path / "a.h5"
    other = tmp_path / "huan2"
    shutil.copy(PROGRAM, other)
    with open(other, "ab") as file:
        file.write(b"x")
    assert huan("sweep", path, "-o", out, "--shard", "1/2").returncode == 0
    words = [str(other), "sweep", str(path), "-o", str(out)]
    assert refusal(subprocess.run(words, capture_output=True, text=True, timeout=120)) == "the program"
    assert huan("sweep", path, "-o", out).returncode == 0
    complete = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert complete.returncode == 4 and "holds something else" in complete.stderr


def test_what_is_complete_is_not_done_again_and_nothing_else_is_overwritten(undisturbed, tmp_path):
    path, out = study(tmp_path), tmp_path / "a.h5"
    out.write_bytes(undisturbed.read_bytes())
    done = huan("sweep", path, "-o", out)
    assert done.returncode == 0 and "is complete" in done.stderr
    out.write_text("a letter")
    refused = huan("sweep", path, "-o", out)
    assert refused.returncode == 4 and out.read_text() == "a letter"


def test_failed_runs_are_recorded_with_their_reason(tmp_path):
    path = study(tmp_path, base=16, more=OVERFULL)
    one, two = tmp_path / "one.h5", tmp_path / "two.h5"
    done = huan("sweep", path, "-o", one, "--threads", 1)
    assert done.returncode == 0, done.stderr
    assert huan("sweep", path, "-o", two, "--threads", 2).returncode == 0
    assert contents(one) == contents(two)
    with h5py.File(one) as file:
        status = file["status"][:]
        overfull = file["design"][:, 2] > 100
        assert 0 < overfull.sum() < len(status)
        assert np.array_equal(status != 0, overfull)
        reasons = file["reason"].asstr()[:]
        assert all(bool(r) == bool(s) for r, s in zip(reasons, status))
        assert np.isnan(file["series"][:][overfull]).all()
        assert not np.isnan(file["series"][:][~overfull]).any()
        assert file.attrs["failed_runs"] == overfull.sum()


def test_too_many_failures_stop_it(tmp_path):
    path, out = study(tmp_path, base=256, more=OVERFULL), tmp_path / "a.h5"
    done = huan("sweep", path, "-o", out, "--max-failures", 5, "--threads", 1)
    assert done.returncode == 3 and "more than 5 runs failed" in done.stderr
    assert not out.exists()
    assert huan("sweep", path, "-o", out).returncode == 0


def test_a_full_disk_is_an_error_and_the_study_goes_on_when_there_is_room(undisturbed, tmp_path):
    path, out = study(tmp_path), tmp_path / "a.h5"
    for limit in (2000, 20000, 60000):
        full = huan(
            "sweep", path, "-o", out, "--threads", 1,
            preexec_fn=lambda: (
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
            ),
        )
        assert full.returncode == 4, (limit, full.returncode, full.stderr)
        assert not out.exists()
    assert huan("sweep", path, "-o", out).returncode == 0
    assert contents(out) == contents(undisturbed)


def test_gathering_too_early_says_what_is_missing(tmp_path):
    path, out = study(tmp_path), tmp_path / "a.h5"
    assert huan("sweep", path, "-o", out, "--shard", "2/3").returncode == 0
    early = huan("gather", out)
    assert early.returncode == 4
    assert "256 of 384 runs are missing (run 0 to 127 and 1 more gaps)" in early.stderr
    assert not out.exists()


def test_a_damaged_segment_is_noticed(tmp_path):
    path, out = study(tmp_path), tmp_path / "a.h5"
    assert huan("sweep", path, "-o", out, "--shard", "1/1000").returncode == 0
    assert huan("sweep", path, "-o", out, "--shard", "2/2").returncode == 0
    segment = sorted((tmp_path / "a.h5.runs").glob("*.runs"))[-1]
    raw = bytearray(segment.read_bytes())
    raw[len(raw) // 2] ^= 1
    segment.write_bytes(raw)
    broken = huan("sweep", path, "-o", out)
    assert broken.returncode == 4 and segment.name in broken.stderr
    segment.unlink()
    assert huan("sweep", path, "-o", out).returncode == 0


@pytest.mark.parametrize(
    "words, said",
    [
        (["--threads", "0"], "--threads 0"),
        (["--shard", "0/3"], "--shard 0/3"),
        (["--shard", "4/3"], "--shard 4/3"),
        (["--shard", "one"], "--shard one"),
        (["--max-failures", "some"], "--max-failures"),
    ],
)
def test_wrong_words_are_refused(tmp_path, words, said):
    done = huan("sweep", study(tmp_path), "-o", tmp_path / "a.h5", *words)
    assert done.returncode == 2 and said in done.stderr
    assert not (tmp_path / "a.h5.runs").exists()


def test_a_pattern_of_keep_that_matches_nothing_is_an_error(tmp_path):
    path = study(tmp_path)
    path.write_text(path.read_text().replace('"dump.msw", "to_dump"', '"dmup.*"'))
    done = huan("sweep", path, "-o", tmp_path / "a.h5")
    assert done.returncode == 1 and "dmup.*" in done.stderr


def test_two_sweeps_at_once_do_not_disturb_each_other(tmp_path):
    path, out = study(tmp_path, base=8192), tmp_path / "a.h5"
    first = subprocess.Popen([PROGRAM, "sweep", path, "-o", out, "--threads", "1"], stderr=subprocess.DEVNULL)
    deadline = time.time() + 60
    while not (tmp_path / "a.h5.runs/shard-1-of-1.lock").exists() and time.time() < deadline:
        time.sleep(0.01)
    second = huan("sweep", path, "-o", out)
    first.kill()
    first.wait()
    assert second.returncode == 4 and "another run is writing it" in second.stderr


def test_replicates_of_a_point_share_it_and_see_other_random_numbers(tmp_path):
    path, out = study(tmp_path, base=4, replicates=3), tmp_path / "a.h5"
    assert huan("sweep", path, "-o", out).returncode == 0
    with h5py.File(out) as file:
        assert list(file["point"][:6]) == [0, 0, 0, 1, 1, 1]
        assert list(file["replicate"][:6]) == [0, 1, 2, 0, 1, 2]
        assert np.array_equal(file["design"][0], file["design"][2])


def test_sensitivity_tells_sobol_indices_that_numpy_confirms(undisturbed):
    """The dump gets max(0, rate - demand), in which both factors matter alike: equal ranges."""
    said = huan("sensitivity", undisturbed, "--of", "to_dump", "--at", "2021-12", "--json")
    assert said.returncode == 0, said.stderr
    result = json.loads(said.stdout)["results"][0]
    numbers = {(n["index"], n["factor"]): n for n in result["numbers"]}
    with h5py.File(undisturbed) as file:
        ids = list(file["series_id"].asstr()[:])
        y = file["series"][:, 11, ids.index("to_dump")].reshape(64, 6)  # A, AB_1, AB_2, BA_1, BA_2, B
    y = (y - y.mean()) / y.std()
    a, b = y[:, 0], y[:, 5]
    v = np.var(np.concatenate([a, b]))
    # rate - demand is 200 (u + w) - 100 with u and w uniform: the exact indices on a fine grid
    u = (np.arange(1000) + 0.5) / 1000
    got = np.maximum(0, 200 * (u[:, None] + u) - 100)
    exact_first = got.mean(axis=1).var() / got.var()
    exact_total = 1 - exact_first

    def near_exact(number, exact):
        """Within three standard errors; an interval of 95 % is 1.96 of them to either side."""
        assert abs(number["value"] - exact) <= 3 / 1.96 * (number["high"] - number["low"]) / 2

    for j, factor in enumerate(["rate", "demand"]):
        first = np.mean(b * (y[:, 1 + j] - a)) / v
        total = np.mean((a - y[:, 1 + j]) ** 2) / (2 * v)
        assert numbers["first", factor]["value"] == pytest.approx(first, rel=1e-9)
        assert numbers["total", factor]["value"] == pytest.approx(total, rel=1e-9)
        assert numbers["total", factor]["low"] < total < numbers["total", factor]["high"]
        near_exact(numbers["first", factor], exact_first)
        near_exact(numbers["total", factor], exact_total)
    assert ("second", "rate") in numbers
    rows = list(csv.DictReader(io.StringIO(huan("sensitivity", undisturbed, "--of", "to_dump", "--csv").stdout)))
    assert {r["index"] for r in rows} == {"first", "total", "second"}
    text = huan("sensitivity", undisturbed, "--of", "to_dump", "--convergence").stdout
    assert "n = 16" in text and "n = 64" in text and "rate x demand" in text


def test_quantiles_and_exceedance_over_time_are_numpys(undisturbed):
    said = huan("sensitivity", undisturbed, "--of", "to_dump", "--exceeds", 3000, "--json")
    results = json.loads(said.stdout)["results"]
    assert [r["at"] for r in results] == [f"2021-{m:02}" for m in range(1, 13)]
    with xarray.open_dataset(undisturbed) as data:
        values = data.series.sel(series_id="to_dump").values
    for month, result in enumerate(results):
        numbers = {n["index"]: n for n in result["numbers"]}
        assert numbers["q95"]["value"] == pytest.approx(np.quantile(values[:, month], 0.95), abs=1e-9)
        assert numbers["exceeds"]["value"] == pytest.approx((values[:, month] > 3000).mean())
        assert numbers["exceeds"]["low"] <= numbers["exceeds"]["value"] <= numbers["exceeds"]["high"]


def ranks(values):
    """Of values without ties, from 0."""
    return np.argsort(np.argsort(values, axis=0), axis=0).astype(float)


def partial(x, y, j):
    """Correlation of column j of x with y, the other column taken out of both."""
    others = np.column_stack([np.ones(len(y)), x[:, 1 - j]])
    rest = [v - others @ np.linalg.lstsq(others, v, rcond=None)[0] for v in (x[:, j], y)]
    return np.corrcoef(*rest)[0, 1]


def other_design(folder, design):
    """The small study with it: the file, the design, and what the dump got in December, where it got anything at all."""
    path, out = study(folder), folder / "a.h5"
    size = "trajectories = 8" if design == "morris" else "runs = 32"
    text = path.read_text().replace('"saltelli"', f'"{design}"').replace("base = 64", size)
    path.write_text(text.replace('["100 t/d", "300 t/d"]', '["100 t/d", "190 t/d"]'))  # less than arises: always something
    assert huan("sweep", path, "-o", out).returncode == 0
    said = huan("sensitivity", out, "--of", "to_dump", "--at", "2021-12", "--json")
    assert said.returncode == 0, said.stderr
    numbers = json.loads(said.stdout)["results"][0]["numbers"]
    with h5py.File(out) as file:
        y = file["series"][:, 11, list(file["series_id"].asstr()[:]).index("to_dump")]
        assert np.ptp(y) > 100 and len(set(y)) > 10
        return {(n["index"], n["factor"]): n["value"] for n in numbers}, file["design"][:], y


@pytest.mark.parametrize("design", ["lhs", "sobol"])
def test_correlations_are_those_that_numpy_reckons(tmp_path, design):
    numbers, x, y = other_design(tmp_path, design)
    for j, factor in enumerate(["rate", "demand"]):
        assert numbers["pearson", factor] == pytest.approx(np.corrcoef(x[:, j], y)[0, 1], rel=1e-9)
        assert numbers["spearman", factor] == pytest.approx(np.corrcoef(ranks(x[:, j]), ranks(y))[0, 1], rel=1e-9)
        assert numbers["prcc", factor] == pytest.approx(partial(ranks(x), ranks(y), j), rel=1e-9)
    assert numbers["prcc", "rate"] > 0 > numbers["prcc", "demand"]


def test_morris_effects_are_the_slopes_worked_by_hand(tmp_path):
    """31 (rate - demand) t in December, over the ranges of 200 and 90 t/d: straight lines."""
    numbers, _, _ = other_design(tmp_path, "morris")
    assert numbers["mu", "rate"] == pytest.approx(31 * 200)
    assert numbers["mu", "demand"] == pytest.approx(-31 * 90)
    assert numbers["mu_star", "demand"] == pytest.approx(31 * 90)
    assert numbers["sigma", "rate"] == pytest.approx(0, abs=1e-6)


def test_sensitivity_of_something_else_is_refused(tmp_path, undisturbed):
    path = tmp_path / "a.h5"
    path.write_text("a letter")
    assert huan("sensitivity", path).returncode == 4
    assert huan("sensitivity", undisturbed, "--of", "nothing_*").returncode == 2
    assert huan("sensitivity", undisturbed, "--csv", "--json").returncode == 2

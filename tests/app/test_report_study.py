"""`huan report` of studies: what the page holds is what the file says, and what cannot be shown together is refused."""
import base64
import gzip
import json
import re
import shutil
import xml.etree.ElementTree as xml

import h5py
import numpy as np
import pytest

from program import huan
from sweeps import study

FULL = """
[[vary]]
id = "store"
set = "dump.stocks.msw.initial"
uniform = ["{low} kt", "1200 kt"]
"""


def data_of(page):
    packed = re.search(r'<script type="text/plain" id="data">([A-Za-z0-9+/=]+)</script>', page.read_text(encoding="utf-8")).group(1)
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def report(folder, *words):
    page = folder / "page.html"
    done = huan("report", *words, "-o", page)
    assert done.returncode == 0, done.stderr
    return data_of(page)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("studies")


@pytest.fixture(scope="module")
def made(folder):
    """A Saltelli study, of which about a sixth of the runs have a store fuller than it can be."""
    path = folder / "study.h5"
    done = huan("sweep", study(folder, base=32, more=FULL.format(low=0)), "-o", path, "-q")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def run(folder, made):
    path = folder / "small.h5"
    assert huan("run", folder / "small.toml", "-o", path, "-q").returncode == 0
    return path


def series(values, count):
    return values if isinstance(values, list) else [values] * count


def test_the_bands_are_numpys_quantiles_of_the_good_runs(made, folder):
    page = report(folder, made)
    assert page["runs"] == []
    one, = page["studies"]
    with h5py.File(made) as file:
        good = file["status"][...] == 0
        ids = [x.decode() for x in file["series_id"][...]]
        values = file["series"][...][good][:, :, ids.index("dump.msw")]
        reasons = file["reason"][...][~good]
        assert one["text"] == file.attrs["study"]
        assert one["fingerprint"] == file.attrs["fingerprint"]
    # all say that the store is fuller than it can be, each with a number of its own: one reason
    (reason, count, kind, wordings), = one["reasons"]
    assert 0 < one["failed"] == (~good).sum() == count and wordings == len(set(reasons))
    assert reason == reasons[0].decode() and kind == "wrong_scenario"
    store = next(o for o in one["outputs"] if o["key"] == "stock dump.msw")
    for band, share in zip(store["bands"], [0.05, 0.25, 0.5, 0.75, 0.95]):
        assert series(band, 12) == pytest.approx(list(np.quantile(values, share, axis=0)), rel=5e-5, abs=1e-9)
    assert series(store["mean"], 12) == pytest.approx(list(values.mean(axis=0)), rel=5e-5)
    assert series(store["count"], 12) == [good.sum()] * 12


def test_a_scatter_is_the_files_runs_and_tells_what_the_town_does(made, folder):
    one, = report(folder, made)["studies"]
    store = next(o for o in one["outputs"] if o["key"] == "stock dump.msw")
    moments = store["moments"]
    assert [m["period"] for m in moments] == list(range(12))
    moment = moments[11]
    with h5py.File(made) as file:
        ids = [x.decode() for x in file["series_id"][...]]
        runs = one["sample"]["runs"]
        assert (file["status"][...][runs] == 0).all() and len(runs) == (file["status"][...] == 0).sum()
        for month in [2, 11]:
            assert moments[month]["values"] == pytest.approx(list(file["series"][...][runs, month, ids.index("dump.msw")]), rel=5e-5, abs=1e-9)
    # what the market does not take of the town's waste in 365 d lies in the dump, but for 100 t that stay in the town and
    # the 5 days' demand that a market stores (huan models market)
    rate, demand, at_first = (np.array(x) for x in one["sample"]["levels"])
    expected = at_first * 1000 + np.maximum(0, (rate - demand) * 365 - 100 - 5 * demand)
    filling = expected < 1e6
    assert filling.sum() > 50
    assert np.array(moment["values"])[filling] == pytest.approx(expected[filling], rel=1e-3, abs=50)


def test_the_indices_are_those_of_huan_sensitivity(made, folder):
    one, = report(folder, made)["studies"]
    moments = next(o for o in one["outputs"] if o["key"] == "stock dump.msw")["moments"]
    for month, label in [(2, "2021-03"), (11, "2021-12")]:
        said = json.loads(huan("sensitivity", made, "--of", "dump.msw", "--at", label, "--json").stdout)["results"][0]["numbers"]
        for index in ["first", "total"]:
            lines = [n for n in said if n["index"] == index]
            assert [n["factor"] for n in lines] == one["factors"]["id"]
            for key in ["value", "low", "high"]:
                assert moments[month]["indices"][index][key] == pytest.approx([n[key] for n in lines], rel=5e-4, abs=1e-6)


def test_where_the_page_opens_can_be_said(made, run, folder, tmp_path):
    one, = report(folder, made)["studies"]
    assert one["opens"] == {"year": 0, "period": 11, "asked": False}
    one, = report(folder, made, "--at", "2021-03")["studies"]
    assert one["opens"] == {"year": 0, "period": 2, "asked": True}
    for words, said in [([made, "--at", "2021-13"], "2021 to 2021, 2021-01 to 2021-12"), ([run, made, "--at", "2021"], "page of runs")]:
        done = huan("report", *words, "-o", tmp_path / "x.html")
        assert done.returncode == 2 and "--at" in done.stderr and said in done.stderr, done.stderr
        assert not (tmp_path / "x.html").exists()


def test_the_same_study_makes_the_same_page(made, folder):
    for name in ["a.html", "b.html"]:
        assert huan("report", made, "-o", folder / name).returncode == 0
    assert (folder / "a.html").read_bytes() == (folder / "b.html").read_bytes()


def test_results_are_chosen_by_pattern(made, folder):
    one, = report(folder, made, "--of", "dump.*")["studies"]
    assert [o["id"] for o in one["outputs"]] == ["dump.msw"]
    done = huan("report", made, "--of", "nothing.*", "-o", folder / "x.html")
    assert done.returncode == 2 and "--of" in done.stderr and not (folder / "x.html").exists()


def test_a_study_without_good_runs_is_refused(folder, tmp_path):
    path = tmp_path / "failed.h5"
    assert huan("sweep", study(tmp_path, base=4, more=FULL.format(low=1100)), "-o", path, "-q").returncode == 0
    done = huan("report", path, "-o", tmp_path / "x.html")
    assert done.returncode == 4
    assert "failed.h5: all 32 runs failed" in done.stderr and "capacity" in done.stderr
    assert not (tmp_path / "x.html").exists()


def test_a_run_with_a_study_has_its_bands(made, run, folder):
    page = report(folder, run, made)
    assert len(page["runs"]) == 1 and len(page["studies"]) == 1
    assert page["studies"][0]["periods"] == page["runs"][0]["periods"]


def test_a_run_of_another_scenario_is_told_from_the_studys(made, run, folder, tmp_path):
    """By the study's scenario, but for what it varies: town.rate, market.demand, the store's level."""
    page = folder / "page.html"
    done = huan("report", run, made, "-o", page)
    assert done.returncode == 0 and "scenario" not in done.stderr
    study_, = data_of(page)["studies"]
    assert study_["run"] == 0 and "other_scenario" not in study_ and "scenario" not in study_
    # a point of the study
    point = tmp_path / "point.h5"
    assert huan("run", folder / "small.toml", "--set", "town.rate=350 t/d", "--set", "dump.stocks.msw.initial=3 kt", "-o", point, "-q").returncode == 0
    done = huan("report", point, made, "-o", page)
    assert done.returncode == 0 and "scenario" not in done.stderr, done.stderr
    other = tmp_path / "other.h5"
    assert huan("run", folder / "small.toml", "--set", "dump.storage=900 kt", "-o", other, "-q").returncode == 0
    done = huan("report", other, made, "-o", page)
    assert done.returncode == 0
    assert 'other.h5 is of another scenario than study.h5' in done.stderr and 'dump.storage is "900 kt", in the study "1000 kt"' in done.stderr, done.stderr
    said = data_of(page)["studies"][0]["other_scenario"]
    assert said["count"] == 1 and not said["varies_options"]
    assert said["differences"] == [{"what": "changed", "section": "facility", "id": "dump", "name": said["differences"][0]["name"], "path": "storage",
                                    "study": '"1000 kt"', "run": '"900 kt"'}]
    # of two runs the bands lie on the one whose scenario it is
    done = huan("report", other, run, made, "-o", page)
    assert done.returncode == 0 and "of another scenario" not in done.stderr
    assert data_of(page)["studies"][0]["run"] == 1


def test_a_run_that_a_study_does_not_fit_is_refused(made, run, folder, tmp_path):
    weekly = tmp_path / "weekly.h5"
    assert huan("run", run, "-o", weekly, "--every", "week", "-q").returncode == 0
    later = tmp_path / "later.toml"
    later.write_text((folder / "small.toml").read_text(encoding="utf-8").replace("2021-", "2022-"), encoding="utf-8")
    assert huan("run", later, "-o", tmp_path / "later.h5", "-q").returncode == 0
    for other, word in [(weekly, "--every"), (tmp_path / "later.h5", "other years")]:
        done = huan("report", other, made, "-o", tmp_path / "x.html")
        assert done.returncode == 4 and word in done.stderr and "huan report study.h5" in done.stderr
        assert not (tmp_path / "x.html").exists()
    done = huan("report", run, "--of", "x", "-o", tmp_path / "x.html")
    assert done.returncode == 2 and "--of" in done.stderr


def test_replicates_stand_side_by_side(run, folder, tmp_path):
    shutil.copy(folder / "small.toml", tmp_path / "small.toml")
    for name, rate in [("base", "300 t/d"), ("more", "350 t/d")]:
        done = huan("run", tmp_path / "small.toml", "--set", f"town.rate={rate}", "--replicates", 3, "-o", tmp_path / f"{name}.h5", "--keep", "dump.*", "-q")
        assert done.returncode == 0, done.stderr
    page = report(tmp_path, tmp_path / "base.h5", tmp_path / "more.h5")
    stores = [next(o for o in s["outputs"] if o["key"] == "stock dump.msw") for s in page["studies"]]
    # 100 t/d, then 150 t/d, for 365 d, less 100 t that stay in the town and the 1,000 t that the market stores
    assert [s["bands"][2][-1] for s in stores] == pytest.approx([35400, 53650], abs=1)
    assert all(s["factors"]["id"] == [] and "sample" not in s for s in page["studies"])


def test_figures_say_of_which_interval_they_are(made, folder):
    slides = folder / "march"
    done = huan("report", made, "-o", folder / "page.html", "--figures", slides, "--at", "2021-03")
    assert done.returncode == 0 and ", of 2021, 2021-03\n" in done.stderr, done.stderr
    for name in ["tornado", "scatter"]:
        text = (slides / f"{name}-stock_dump.msw.svg").read_text(encoding="utf-8")
        assert "2021-03" in text and "2021-12" not in text
    assert "2021-03" in (slides / "answer.svg").read_text(encoding="utf-8")


def test_figures_of_a_study_are_svg(made, folder):
    slides = folder / "slides"
    done = huan("report", made, "-o", folder / "page.html", "--figures", slides, "--language", "zh")
    assert done.returncode == 0 and ", of 2021, 2021-12\n" in done.stderr, done.stderr
    for name in ["answer", "fan-stock_dump.msw", "tornado-stock_dump.msw", "scatter-stock_dump.msw"]:
        text = (slides / f"{name}.svg").read_text(encoding="utf-8")
        assert xml.fromstring(text).tag.endswith("svg") and re.search("[\u4e00-\u9fff]", text)
        assert "NaN" not in text and "undefined" not in text

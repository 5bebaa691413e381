"""Studies from Python: started, opened, asked; every expected number is worked by hand from town.toml.

A town of 300 t/d with a plant of 200 t/d (always full but for ten days of February) and a landfill for the rest: in a year of
365 days the landfill gets 365 x rate - 355 x burned, where burned is the plant's rate.
"""
import pathlib
import shutil

import h5py
import numpy as np
import pytest

import huan

HERE = pathlib.Path(__file__).resolve().parent
STUDY = """
name = "How much is dumped?"
name_zh = "填埋多少？"
scenario = "town.toml"
design = "grid"

[[vary]]
id = "arises"
set = "town.rate"
discrete = ["250 t/d", "300 t/d", "350 t/d", "400 t/d"]

[[vary]]
set = "plant.opens"
discrete = [2025-01-01, 2026-01-01]

[keep]
indicators = []
series = ["town_to_landfill", "town_to_plant"]
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    (folder / "town.toml").write_text((HERE / "town.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def study(folder):
    return huan.sweep(folder / "study.toml", folder / "study.h5")


def test_it_says_what_varied(study):
    assert (study.title, study.title_zh, study.kind, study.points) == ("How much is dumped?", "填埋多少？", "grid", 8)
    assert study.factors.index.tolist() == ["arises", "plant.opens"]
    assert study.outputs["id"].tolist() == ["town_to_landfill", "town_to_plant"]
    assert study.outputs["unit"].tolist() == ["t", "t"]
    assert "8 runs of 8 points" in repr(study) and "[[vary]]" in study.text


def test_levels_are_numbers_options_and_dates(study):
    design = study.design()
    assert len(design) == 8
    assert sorted(set(design["plant.opens"])) == ["2025-01-01", "2026-01-01"]


def burned(days, opens):
    return 0 if opens == "2026-01-01" else 200 * days


def test_values_are_those_worked_by_hand(study):
    landfilled = study.over_time("town_to_landfill").sum(axis=1)
    design = study.design()
    for run in study.design().index:
        rate = float(str(design["arises"][run]).split()[0])
        assert landfilled[run] == pytest.approx(365 * rate - burned(355, design["plant.opens"][run]), rel=1e-9)


def test_one_month_at_a_time(study):
    january = study.values("town_to_landfill", at="2025-01")["town_to_landfill"]
    design = study.design()
    rates = np.array([float(str(level).split()[0]) for level in design["arises"]])
    open_ = np.array([level == "2025-01-01" for level in design["plant.opens"]])
    assert january.to_numpy() == pytest.approx(31 * (rates - 200 * open_))
    with pytest.raises(huan.UnknownName, match="2025-12"):
        study.values("town_to_landfill", at="2025-13")


def test_quantiles_and_exceedance_over_the_runs(study):
    # August, 31 days: the eight runs get 31 x (50, 100, 150, 200) with the plant, 31 x (250, 300, 350, 400) without it
    august = np.sort(31.0 * np.array([50, 100, 150, 200, 250, 300, 350, 400]))
    quantiles = study.quantiles("town_to_landfill", [0, 0.5, 1]).loc["2025-08"]
    assert quantiles.tolist() == pytest.approx([august[0], (august[3] + august[4]) / 2, august[-1]])
    assert study.exceeds("town_to_landfill", 31 * 220)["2025-08"] == pytest.approx(0.5)


def test_outputs_are_found_by_chinese_names(study):
    assert study.values("填埋场", language="zh").shape == (8, 1)
    with pytest.raises(huan.UnknownName, match="town_to_landfill"):
        study.values("town_to_landfyll")
    with pytest.raises(huan.HuanError, match="chooses 2 outputs"):
        study.quantiles("town_to_*")


def test_pictures_show_bands_and_dots(study):
    fan = study.plot.fan("town_to_landfill")
    assert [text.get_text() for text in fan.get_legend().get_texts()] == ["90 % of the runs", "50 % of the runs", "median"]
    dots = study.plot.scatter("town_to_landfill", "arises", at="2025-08", language="zh")
    assert len(dots.collections[0].get_offsets()) == 8
    with pytest.raises(huan.UnknownName, match="arises"):
        study.plot.scatter("town_to_landfill", "arise")


def test_runs_that_failed_are_told_apart(folder):
    text = (folder / "study.toml").read_text(encoding="utf-8").replace("name = ", "# name = ", 1)
    text = text.replace('set = "town.rate"\ndiscrete = ["250 t/d", "300 t/d", "350 t/d", "400 t/d"]',
                        'set = "plant.stocks.msw.initial"\ndiscrete = ["500 t", "1000 t", "5000 t"]')
    (folder / "wrong.toml").write_text(text, encoding="utf-8")
    study = huan.sweep(folder / "wrong.toml", folder / "wrong.h5", threads=1)
    assert len(study.failed) == 2 and len(study.values()) == 4 and len(study.design(every=True)) == 6
    assert all(study.failed["reason"] != "")


def test_one_is_not_the_other(study, folder, town):
    with pytest.raises(huan.NotResults, match="huan.open_study"):
        huan.open(folder / "study.h5")
    with pytest.raises(huan.NotResults, match="huan.open opens"):
        huan.open_study(town.path)
    newer = folder / "newer.h5"
    shutil.copy(folder / "study.h5", newer)
    with h5py.File(newer, "a") as file:
        file.attrs["huan_format"] = 2
    with pytest.raises(huan.NotResults, match="layout 2"):
        huan.open_study(newer)
    with pytest.raises(huan.NotResults, match="no such file"):
        huan.open_study(folder / "nothing.h5")
    with pytest.raises(huan.ScenarioError):
        huan.sweep(folder / "study.toml", folder / "other.h5", set={"plant.capacty": "1 t/d"})

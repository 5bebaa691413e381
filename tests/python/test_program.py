"""huan is run from Python; what it complains of arrives as an exception in its own words."""
import logging
import os
import pathlib
import stat

import pytest

import huan

HERE = pathlib.Path(__file__).resolve().parent
TOWN = HERE / "town.toml"


def test_a_run_without_output_is_held_in_memory_and_leaves_nothing(running, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    results = huan.run(TOWN)
    assert results.path is None and list(tmp_path.iterdir()) == []
    assert results.frame("flow", "town_to_plant", by="year").iloc[0, 0] == pytest.approx(355 * 200)


def test_values_are_set(tmp_path):
    results = huan.run(TOWN, tmp_path / "a.h5", set={"plant.capacity": "36.5 kt/a", "plant.available": True}, every="quarter", seed=5)
    assert results.path == tmp_path / "a.h5" and results.data.sizes["time"] == 4 and results.data.attrs["seed"] == 5
    assert results.frame("flow", "town_to_plant", by="year").iloc[0, 0] == pytest.approx(355 * 100)


def test_an_overlay_is_a_page_of_text(running):
    assert running.title == "No stop"
    assert running.frame("flow", "town_to_plant", by="year").iloc[0, 0] == pytest.approx(365 * 200)


def test_substances_are_followed():
    results = huan.run(HERE.parent / "cases/small/small.toml", substances=["Fe", "Pb"])
    assert {"Fe", "Pb"} <= set(results.data.substance.values) and results.sankey(substance="Pb").value.sum() > 0


def test_a_result_repeats_its_run(town):
    again = huan.run(town.path)
    assert (again["flow"].values == town["flow"].values).all()


def test_a_wrong_scenario_gives_every_complaint_with_place_and_hint(tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(TOWN.read_text(encoding="utf-8").replace('"300 t/d"', '"300"').replace('"73 kt/a"', '"73 kt"'), encoding="utf-8")
    with pytest.raises(huan.ScenarioError) as fault:
        huan.run(wrong, tmp_path / "a.h5")
    first, second = fault.value.complaints
    assert (first.line, first.level, first.hint) == (21, "error", 'for example "110 kt/a"')
    assert "this is a mass" in second.message and second.hint.startswith("say per what time")
    assert "^" in str(fault.value) and "2 errors; nothing was run." in str(fault.value)
    assert fault.value.code == 1 and not (tmp_path / "a.h5").exists()


def test_a_value_that_cannot_be_set_gets_a_hint():
    with pytest.raises(huan.ScenarioError, match="did you mean 'capacity'"):
        huan.run(TOWN, set={"plant.capacty": "1 kt/a"})


def test_warnings_of_a_run_go_to_the_log(caplog):
    with caplog.at_level(logging.WARNING, logger="huan"):
        huan.run(HERE.parent / "cases/small/small.toml")
    assert "nothing draws from 'dump.msw'" in caplog.text


@pytest.mark.parametrize("words, code, said", [
    (dict(scenario="none.toml"), 4, "cannot read"),
    (dict(scenario=TOWN, output="/nowhere/a.h5"), 4, "no folder"),
    (dict(scenario=TOWN, every="fortnight"), 2, "fortnight"),
])
def test_other_failures_say_what_huan_said(words, code, said):
    with pytest.raises(huan.RunError) as fault:
        huan.run(**words)
    assert fault.value.code == code and said in str(fault.value)


def test_an_overlay_needs_a_scenario_file(town):
    with pytest.raises(huan.HuanError, match="need a scenario file"):
        huan.run(town.path, substances=["Zn"])


def test_a_run_that_takes_too_long_is_stopped(tmp_path):
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(slow.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(huan.RunError, match="longer than 0.2 s"):
        huan.run(TOWN, program=slow, timeout=0.2)


def test_the_program_is_found_by_argument_environment_path_and_build(tmp_path, monkeypatch):
    real = os.environ["HUAN"]
    (tmp_path / "huan").symlink_to(real)
    assert huan.find_program(tmp_path / "huan") == tmp_path / "huan"
    assert str(huan.find_program()) == real
    monkeypatch.delenv("HUAN")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert huan.find_program() == tmp_path / "huan"
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("huan.program.__file__", str(tmp_path / "analysis/python/huan/program.py"))
    with pytest.raises(huan.ProgramNotFound, match="quickstart"):
        huan.find_program()
    (tmp_path / "build/release").mkdir(parents=True)
    (tmp_path / "build/release/huan").symlink_to(real)
    assert huan.find_program() == tmp_path / "build/release/huan"


@pytest.mark.parametrize("by_argument", [True, False])
def test_a_program_that_is_not_there_names_who_named_it(monkeypatch, by_argument):
    monkeypatch.setenv("HUAN", "/nowhere/huan")
    with pytest.raises(huan.ProgramNotFound, match="argument program" if by_argument else "variable HUAN"):
        huan.find_program("/nowhere/other" if by_argument else None)

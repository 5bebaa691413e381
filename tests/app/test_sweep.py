"""`huan sweep`: what it shows of a study, what it writes, and that every example of docs/studies.md is read."""
import json
import re

import h5py
import numpy as np
import pytest

from program import SOURCE, huan

PAGE = (SOURCE / "docs/studies.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^(`([\w.-]+)`:\n\n)?```(toml|csv)\n(.*?)^```", PAGE, re.M | re.S)
STUDIES = [text for _, name, kind, text in BLOCKS if kind == "toml" and not name]


@pytest.fixture
def folder(tmp_path):
    """The region of the page, its overlay and its table of cases."""
    for _, name, kind, text in BLOCKS:
        if name or kind == "csv":
            (tmp_path / (name or "cases.csv")).write_text(text, encoding="utf-8")
    for number, text in enumerate(STUDIES):
        (tmp_path / f"study-{number}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def dry(path, *words):
    done = huan("sweep", path, "--dry-run", "--log", "json", *words)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    return next(line for line in lines if line["event"] == "design")


def test_the_page_has_its_region_and_six_studies(folder):
    assert huan("check", folder / "town.toml", "-q").returncode == 0
    for overlay in ("strike.toml", "coarse.toml"):
        assert huan("check", folder / overlay, "-q").returncode == 0
    assert len(STUDIES) == 6


@pytest.mark.parametrize("number", range(len(STUDIES)))
def test_every_example_of_the_page_is_read_and_its_first_point_runs(folder, number):
    done = huan("sweep", folder / f"study-{number}.toml", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in done.stderr, done.stderr
    assert re.search(r"^a run: .* \(point 0 tried", done.stdout, re.M), done.stdout


# 256 points x 4; (5 levels x 3 dates x 2 overlays); 2 rows; 100; 2 x D + 2 rows of 16; 4 x 3.
def test_runs_are_counted(folder):
    found = [dry(folder / f"study-{n}.toml", "--seconds-per-run", "2") for n in range(6)]
    library = len(found[4]["factors"])
    assert library > 5
    assert [one["runs"] for one in found] == [1024, 30, 2, 100, 16 * (2 * library + 2), 12]
    assert found[0]["points"] == 256
    assert dry(folder / "study-0.toml", "--seconds-per-run", "2", "--threads", "1")["seconds"] == 2048
    assert found[1]["variants"] == 2
    assert dry(folder / "study-0.toml", "--seconds-per-run", "2", "--threads", "4")["seconds"] == 512


def test_the_design_is_read_by_numpy_and_lies_in_its_ranges(folder):
    table = folder / "points.csv"
    assert huan("sweep", folder / "study-0.toml", "--design", table).returncode == 0
    x = np.loadtxt(table, delimiter=",")
    assert x.shape == (256, 3)
    assert 250 <= x[:, 0].min() < 252 and 348 < x[:, 0].max() <= 350
    # A block of 256 Sobol points has exactly one in every 256th.
    assert sorted(np.floor((x[:, 0] - 250) / 100 * 256)) == list(range(256))
    assert 0.5 <= x[:, 1].min() and x[:, 1].max() <= 1.2
    assert set(x[:, 2]) == {0, 1}
    again = folder / "again.csv"
    huan("sweep", folder / "study-0.toml", "--design", again)
    assert again.read_bytes() == table.read_bytes()


def test_a_point_is_an_overlay_that_runs(folder):
    done = huan("sweep", "study-0.toml", "--point", "17", cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "one.toml").write_text(done.stdout, encoding="utf-8")
    done = huan("run", "one.toml", "-o", "one.h5", cwd=folder)
    assert done.returncode == 0, done.stderr
    huan("sweep", "study-0.toml", "--design", "points.csv", cwd=folder)
    rate, _, _ = np.loadtxt(folder / "points.csv", delimiter=",")[17]
    with h5py.File(folder / "one.h5") as results:
        processes = [name.decode() for name in results["process"][()]]
        arisen_t = results["throughput"][:, processes.index("town.arises")].sum()
    assert arisen_t == pytest.approx(rate * 365, rel=1e-9)


def test_a_point_of_the_library_closes_and_runs(folder):
    done = huan("sweep", "study-4.toml", "--point", "5", cwd=folder)
    (folder / "one.toml").write_text(done.stdout, encoding="utf-8")
    done = huan("run", "one.toml", "-o", "one.h5", cwd=folder)
    assert done.returncode == 0, done.stderr


def test_a_wrong_study_is_exit_code_1_with_its_place(folder):
    path = folder / "study-0.toml"
    path.write_text(STUDIES[0].replace('"250 t/d"', '"250 t"'), encoding="utf-8")
    done = huan("sweep", path, "--dry-run")
    assert done.returncode == 1
    assert ":9:12: error: 'town.rate' = \"250 t\": a flow is needed, this is a mass" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("words", [
    [],
    ["--dry-run", "--threads", "0"],
    ["--dry-run", "--seconds-per-run", "long"],
    ["--point", "256"],
])
def test_a_wrong_command_line_is_exit_code_2(folder, words):
    assert huan("sweep", folder / "study-0.toml", *words).returncode == 2


def test_files_that_are_not_there_or_cannot_be_written_are_exit_code_4(folder):
    assert huan("sweep", folder / "none.toml", "--dry-run").returncode == 4
    assert huan("sweep", folder / "study-0.toml", "--design", folder / "no/where.csv").returncode == 4


def test_a_point_that_fails_is_said(folder):
    path = folder / "study.toml"
    path.write_text('scenario = "town.toml"\ndesign = "list"\npoints = "p.csv"\n', encoding="utf-8")
    (folder / "p.csv").write_text("recipe.kitchen_waste_ad.yield.biogas\n1.5\n", encoding="utf-8")
    done = huan("sweep", path, "--dry-run")
    assert done.returncode == 0
    assert "point 0 fails: " in done.stdout and "digestate_liquid" in done.stdout

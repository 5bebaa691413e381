"""`huan report`: what it takes, what it refuses, and that it leaves nothing behind when it refuses."""
import base64
import gzip
import json
import os
import re
import shutil
import xml.etree.ElementTree as xml

import pytest

from program import SMALL, huan


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "small.h5"
    assert huan("run", SMALL, "-o", path, "-q").returncode == 0
    return path


def data_of(page):
    packed = re.search(r'<script type="text/plain" id="data">([A-Za-z0-9+/=]+)</script>', page.read_text(encoding="utf-8")).group(1)
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def test_the_page_holds_what_the_results_say(results, tmp_path):
    h5py = pytest.importorskip("h5py")
    page = tmp_path / "page.html"
    done = huan("report", results, "-o", page)
    assert done.returncode == 0 and "page.html" in done.stderr
    run = data_of(page)["runs"][0]
    with h5py.File(results) as file:
        ids = [x.decode() for x in file["flow_id"][...]]
        for i, series in enumerate(run["flows"]["amount"]):
            values = series if isinstance(series, list) else [series] * len(run["periods"])
            assert values == pytest.approx(list(file["flow"][:, ids.index(run["flows"]["id"][i])]), rel=5e-5)
        assert run["title"] == [file.attrs["title"], file.attrs["title_zh"]]
        assert run["sha256"] == file.attrs["scenario_sha256"]


def test_the_same_results_make_the_same_page(results, tmp_path):
    for name in ["a.html", "b.html"]:
        assert huan("report", results, "-o", tmp_path / name).returncode == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_figures_are_svg_and_png_where_it_can_be_made(results, tmp_path):
    folder = tmp_path / "slides"
    done = huan("report", results, "-o", tmp_path / "page.html", "--figures", folder, "--language", "zh")
    assert done.returncode == 0
    for name in ["flows", "series", "stores"]:
        assert xml.parse(folder / f"{name}.svg").getroot().tag.endswith("svg")
        assert "垃圾" in (folder / f"{name}.svg").read_text(encoding="utf-8") or name != "flows"
    if shutil.which("rsvg-convert"):
        assert (folder / "flows.png").read_bytes().startswith(b"\x89PNG")
    without = huan("report", results, "-o", tmp_path / "page.html", "--figures", tmp_path / "svg", env={**os.environ, "PATH": ""})
    assert without.returncode == 0 and "rsvg-convert is not installed" in without.stderr
    assert not list((tmp_path / "svg").glob("*.png"))


@pytest.mark.parametrize("words", [[], ["x.h5"], ["x.h5", "-o", "page.pdf"], ["-o", "page.html"], ["x.h5", "-o", "page.html", "--language", "fr"]])
def test_a_wrong_command_line_is_said(words, tmp_path):
    done = huan("report", *words, cwd=tmp_path)
    assert done.returncode == 2 and done.stderr
    assert not list(tmp_path.iterdir())


def damaged(results, tmp_path, kind):
    path = tmp_path / f"{kind}.h5"
    whole = results.read_bytes()
    path.write_bytes({"text": b"no results\n", "empty": b"", "cut": whole[: len(whole) // 2]}[kind])
    return path


@pytest.mark.parametrize("kind", ["text", "empty", "cut", "missing"])
def test_what_is_no_results_file_is_refused_and_nothing_written(results, tmp_path, kind):
    given = tmp_path / "missing.h5" if kind == "missing" else damaged(results, tmp_path, kind)
    page = tmp_path / "page.html"
    page.write_text("an older page")
    done = huan("report", results, given, "-o", page)
    assert done.returncode == 4, done.stderr
    assert kind in done.stderr and len(done.stderr.splitlines()) < 6
    assert page.read_text() == "an older page"
    assert not list(tmp_path.glob("*.part"))


def test_a_page_that_cannot_be_written_is_said(results, tmp_path):
    done = huan("report", results, "-o", tmp_path / "nowhere" / "page.html")
    assert done.returncode == 4 and "page.html" in done.stderr

"""Tutorial, how-tos and reference pages do what they say: their files are written, their code is run, and it prints what stands there."""
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import pages  # noqa: E402

SOURCE = pathlib.Path(os.environ.get("HUAN_SOURCE_DIR", HERE.parents[1]))
PROGRAM = os.environ["HUAN_PROGRAM"]
os.environ.update(HUAN=PROGRAM, MPLBACKEND="Agg")
sys.path.insert(0, str(SOURCE / "analysis/python"))


@pytest.fixture()
def folder(tmp_path):
    mine = pages.workplace(tmp_path, SOURCE, PROGRAM)
    files = dict(block.group("mark", "text") for block in pages.BLOCK.finditer((SOURCE / "docs/tutorial.md").read_text(encoding="utf-8")))
    (mine / "willow.toml").write_text(files["file: willow.toml"], encoding="utf-8")
    return mine


def check(name, folder):
    page = pages.Page(SOURCE / "docs" / name).run(folder, folder.parent.parent / "bin")
    assert not page.faults, "\n\n".join(page.faults)
    return page


def test_the_tutorial_does_what_it_says(folder):
    check("tutorial.md", folder)
    for picture in pages.PICTURE.findall((SOURCE / "docs/tutorial.md").read_text(encoding="utf-8")):
        assert (folder / picture).stat().st_size > 5000


@pytest.fixture()
def results(folder):
    """willow.h5, as the tutorial makes it."""
    subprocess.run([PROGRAM, "run", "willow.toml", "-o", "willow.h5", "-q"], cwd=folder, check=True)
    return folder


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_the_page_of_the_results_file_reads_one_in_python_and_in_r(results):
    assert "```r\n" in check("results-file.md", results).text


def test_the_page_of_the_python_package_does_what_it_says(folder):
    check("python.md", folder)


def test_the_how_tos_do_what_they_say(folder):
    check("howto.md", folder)

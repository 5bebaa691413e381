"""Pages that look at Xuchang: the quick start in Chinese, and README's picture."""
import os
import pathlib
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


@pytest.fixture(scope="module")
def top(tmp_path_factory):
    """The top of a tree in which the quick start has been run."""
    folder = tmp_path_factory.mktemp("top")
    pages.workplace(folder, SOURCE, PROGRAM)
    (folder / "scripts").symlink_to(SOURCE / "scripts")
    (folder / "build/release").mkdir(parents=True)
    (folder / "build/release/huan").symlink_to(PROGRAM)
    subprocess.run([PROGRAM, "run", "scenarios/xuchang/xuchang.toml", "-o", "xuchang.h5", "-q"], cwd=folder, check=True)
    return folder


@pytest.mark.parametrize("name", ["docs/quickstart.zh.md", "README.md"])
def test_the_page_does_what_it_says(top, name):
    page = pages.Page(SOURCE / name).run(top, top / "bin")
    assert not page.faults, "\n\n".join(page.faults)

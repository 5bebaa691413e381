"""The package is typed throughout: mypy --strict has nothing to say."""
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(os.environ.get("HUAN_SOURCE_DIR", pathlib.Path(__file__).parents[2]))


@pytest.mark.skipif(not shutil.which("mypy"), reason="mypy is not installed")
def test_mypy_is_content(tmp_path):
    cache = ROOT / "build/mypy" if (ROOT / "build").is_dir() else tmp_path  # the first time it reads all of xarray
    done = subprocess.run(["mypy", "--cache-dir", str(cache)], cwd=ROOT / "analysis/python", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout

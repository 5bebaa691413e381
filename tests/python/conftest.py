"""The package from the tree, the program that the build made, and one run of town.toml for all."""
import os
import pathlib
import sys

import pytest

os.environ.setdefault("MPLBACKEND", "Agg")
HERE = pathlib.Path(__file__).resolve().parent
ROOT = pathlib.Path(os.environ.get("HUAN_SOURCE_DIR", HERE.parents[1]))
sys.path.insert(0, str(ROOT / "analysis/python"))
if "HUAN_PROGRAM" in os.environ:
    os.environ["HUAN"] = os.environ["HUAN_PROGRAM"]

import huan  # noqa: E402


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """A year of the town as it is: a file on the disk, opened."""
    return huan.run(HERE / "town.toml", tmp_path_factory.mktemp("town") / "town.h5")


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    """The same without the stop in February."""
    return huan.run(HERE / "town.toml", overlay='name = "No stop"\nremove = ["february"]')

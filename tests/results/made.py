"""Result files for the tests here: made of known numbers by the test program of the analysis room."""

import os
import pathlib
import subprocess

import pytest

PROGRAM = pathlib.Path(os.environ.get("HUAN_PROGRAM", "build/release/huan"))
MAKER = PROGRAM.parent / "tests" / "test_analysis"

needs_maker = pytest.mark.skipif(not MAKER.exists(), reason=f"{MAKER} is not built")


def command(path, **settings):
    """The command and environment that make `path`; settings as MAKE_ROWS = rows."""
    environment = dict(os.environ, MAKE_FILE=str(path))
    environment |= {f"MAKE_{name.upper()}": str(value) for name, value in settings.items()}
    return [str(MAKER), "[make]"], environment


def make(path, **settings):
    arguments, environment = command(path, **settings)
    subprocess.run(arguments, env=environment, check=True, stdout=subprocess.DEVNULL)
    return path


def start(path, **settings):
    arguments, environment = command(path, **settings)
    return subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, text=True)

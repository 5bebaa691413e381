"""The program under test, and the tree that it is made of."""
import os
import pathlib
import subprocess

PROGRAM = os.environ["HUAN_PROGRAM"]
SOURCE = pathlib.Path(os.environ["HUAN_SOURCE_DIR"])
SMALL = SOURCE / "tests/cases/small/small.toml"


def huan(*words, timeout=300, **kwargs):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=timeout, **kwargs)

"""Memory does not grow with the length of a run."""

import subprocess
import sys

import made

pytestmark = made.needs_maker

WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_kb(path, rows):
    arguments, environment = made.command(path, rows=rows, series=2000)
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout.splitlines()[-1])


def test_nine_times_the_rows_take_the_same_memory(tmp_path):
    short = peak_kb(tmp_path / "short.h5", 1100)
    long = peak_kb(tmp_path / "long.h5", 9900)
    # 2,000 series: each of five tables of them grows by 140 MB from the one to the other; in memory
    # there are only the library's notes of where the chunks are (4 MB at most for a file), and a
    # few labels and times per row
    assert long < short + 10_000

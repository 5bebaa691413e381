"""GNU parallel drives a study's parts: no cluster, no configuration."""
import shutil
import subprocess

import pytest

from program import PROGRAM, huan
from sweeps import contents, study

needs_parallel = pytest.mark.skipif(not shutil.which("parallel"), reason="GNU parallel is not installed")


@needs_parallel
def test_gnu_parallel_makes_the_same_file(tmp_path):
    path = study(tmp_path)
    alone, parts = tmp_path / "alone.h5", tmp_path / "parts.h5"
    assert huan("sweep", path, "-o", alone).returncode == 0
    words = [
        "parallel", "--will-cite", "--jobs", "2", "--retries", "3", "--halt", "now,fail=1",
        f"{PROGRAM} sweep {path} -o {parts} --threads 1 --shard {{}}/5 --quiet", ":::", "1", "2", "3", "4", "5",
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=250)
    assert done.returncode == 0, done.stderr
    assert huan("gather", parts).returncode == 0
    assert contents(parts) == contents(alone)

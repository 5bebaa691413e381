"""A study on a real Slurm: a task, then the node's daemon are killed in the middle; the file is that of one machine."""
import os
import pathlib
import shutil
import signal
import sys
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "app"))
from cluster import Cluster  # noqa: E402
from program import PROGRAM, huan  # noqa: E402
from sweeps import contents, study  # noqa: E402

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not all(shutil.which(p, path="/usr/bin:/usr/sbin") for p in ("munged", "slurmctld", "slurmd", "sbatch")),
    reason="needs root, munge, slurmctld, slurmd and slurm-client",
)


def processes_of(output):
    """Running parts of the study with this output, by their command lines."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if os.path.realpath(words[0].decode(errors="replace")) == os.path.realpath(PROGRAM) and str(output).encode() in words:
            found.append(int(path.parent.name))
    return found


def steps_of(folder):
    """Slurm's own keepers of the jobs of this cluster: they were started with its configuration."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if b"slurmstepd" in (path / "cmdline").read_bytes() and str(folder).encode() in (path / "environ").read_bytes():
                found.append(int(path.name))
        except OSError:
            continue
    return found


def kill_all(pids):
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def test_a_killed_task_and_a_lost_node_change_nothing(tmp_path):
    path = study(tmp_path, base=int(os.environ.get("HUAN_SLURM_BASE", 1024)))
    alone, out = tmp_path / "alone.h5", tmp_path / "cluster.h5"
    assert huan("sweep", path, "-o", alone, "--threads", 1).returncode == 0

    def segments():
        return len(list((tmp_path / "cluster.h5.runs").glob("*.runs")))

    with Cluster(tmp_path / "slurm") as cluster:
        done = huan("sweep", path, "-o", out, "--slurm", "--shards", 4, env=cluster.environment)
        assert done.returncode == 0, done.stderr + done.stdout
        cluster.wait(lambda: processes_of(out) and segments() > 2, 120, "the first segments")
        kill_all(processes_of(out)[:1])
        before = segments()
        cluster.wait(lambda: segments() > before and processes_of(out), 120, "work after the first kill")
        # The node is lost: its daemon and all that it had started.
        cluster.stop("slurmd", signal.SIGKILL)
        kill_all(processes_of(out))
        kill_all(steps_of(tmp_path))
        assert not out.exists()
        time.sleep(2)
        cluster.start("slurmd", "-D", "-N", cluster.host)
        cluster.wait(out.exists, 400, "the joined file")
    restarts = "".join(p.read_text() for p in (tmp_path / "cluster.h5.runs").glob("*.out"))
    assert contents(out) == contents(alone), restarts

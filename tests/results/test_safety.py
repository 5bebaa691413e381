"""What was written survives a kill and a full disk; equal runs differ in /provenance alone."""

import random
import resource
import signal
import subprocess
import time

import h5py
import numpy as np
import pytest

import made

pytestmark = made.needs_maker

RECOVER = pytest.mark.skipif(not made.PROGRAM.exists(), reason="huan is not built")


def recover(part):
    return subprocess.run(
        [made.PROGRAM, "recover", part], capture_output=True, text=True, timeout=120
    )


def readable_rows(part):
    with h5py.File(part, "r", swmr=True, libver="latest") as file:
        return file["time"].shape[0]


@pytest.mark.parametrize("attempt", range(12))
def test_a_killed_run_keeps_every_written_row(tmp_path, attempt):
    """Killed at a random time after some blocks; with 2,000 series it is writing nearly always."""
    part = tmp_path / "a.h5.part"
    run = made.start(tmp_path / "a.h5", rows=1000000, series=(0, 200, 2000)[attempt % 3])
    chance = random.Random(attempt)
    blocks = chance.randint(1, 3)
    written = 0
    for line in run.stdout:
        if line.startswith("row"):
            written = int(line.split()[1])
            blocks -= 1
        if blocks == 0:
            break
    time.sleep(chance.random() * 0.1)
    run.send_signal(signal.SIGKILL)
    for line in run.stdout:
        if line.startswith("row") and line.endswith("\n"):
            written = int(line.split()[1])
    run.wait()
    assert written > 0
    assert readable_rows(part) >= written
    if not made.PROGRAM.exists():
        return
    done = recover(part)
    assert done.returncode == 0, done.stderr
    with h5py.File(tmp_path / "a.h5") as file:
        rows = file["time"].shape[0]
        assert rows >= written
        assert file.attrs["complete"] == 0
        assert file["stock"].shape[0] == rows
        ash = list(file["stock_id"].asstr()).index("plant.ash")
        assert np.array_equal(file["stock"][:, ash], 30 + np.arange(1, rows + 1))


def test_a_run_can_be_watched_while_it_goes_on(tmp_path):
    run = made.start(tmp_path / "a.h5", rows=1000000)
    try:
        written = next(int(line.split()[1]) for line in run.stdout if line.startswith("row"))
        assert readable_rows(tmp_path / "a.h5.part") >= written > 0
    finally:
        run.kill()
        run.wait()


@RECOVER
def test_a_file_size_limit_ends_in_an_error_and_recovers(tmp_path):
    arguments, environment = made.command(tmp_path / "a.h5", rows=1000000)
    done = subprocess.run(
        arguments,
        env=environment,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8_000_000, 8_000_000)),
    )
    assert done.returncode > 0  # an exception, not a signal
    assert "huan recover" in done.stdout
    written = [int(l.split()[1]) for l in done.stdout.splitlines() if l.startswith("row")]
    assert recover(tmp_path / "a.h5.part").returncode == 0
    with h5py.File(tmp_path / "a.h5") as file:
        assert file["time"].shape[0] == written[-1] > 0


def contents(path):
    """Every dataset and attribute outside /provenance, as bytes."""
    found = {}

    def visit(name, thing):
        if name.split("/")[0] == "provenance":
            return
        if isinstance(thing, h5py.Dataset):
            values = thing.asstr()[()] if thing.dtype == object else thing[()]
            found[name] = (thing.shape, np.asarray(values).tolist().__repr__())
        for key in thing.attrs:
            if key not in ("REFERENCE_LIST", "DIMENSION_LIST"):
                found[name, key] = repr(thing.attrs[key])

    with h5py.File(path) as file:
        visit("", file)
        file.visititems(visit)
    return found


def test_equal_runs_differ_in_provenance_alone(tmp_path):
    a = made.make(tmp_path / "a.h5", started=1600000000)
    b = made.make(tmp_path / "b.h5", started=1700000000)
    assert len(contents(a)) > 300
    assert contents(a) == contents(b)
    with h5py.File(a) as x, h5py.File(b) as y:
        assert x["provenance"].attrs["started"] != y["provenance"].attrs["started"]
    # nor do the bytes differ elsewhere: a few of the clock, no more
    difference = np.frombuffer(a.read_bytes(), np.uint8) != np.frombuffer(b.read_bytes(), np.uint8)
    assert 0 < difference.sum() < 100

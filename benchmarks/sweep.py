#!/usr/bin/env python3
"""What a study costs: benchmarks/sweep.py [HUAN] [--runs N] [--xuchang N]

A network of 100 processes over 50 years: 20 towns, each with a source whose rate is another one every year, a route to the
market, a demand there, a route to the dump for what is left, and a store that fills. Rates are sampled. The loops are run in
turn, and every figure comes from one round of them: one thread, two threads, and, for the machine's own limit, a loop of pure
reckoning in one and in two processes at once.
"""
import argparse
import json
import math
import multiprocessing
import pathlib
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOWNS = 20
YEARS = range(2000, 2050)
QUOTED_MS = 103  # dpmfa, 100 processes, 50 periods, per run


def scenario(by_year_too=True):
    text = 'format = 1\nname = "100 processes"\nstart = 2000-01-01\nend = 2049-12-31\n[output]\nevery = "year"\n'
    for i in range(TOWNS):
        text += f"""
[[facility]]
id = "town{i}"
kind = "source"
material = "msw"
rate = {{ value = "{200 + 10 * i} t/d", profile = "town{i}_by_year" }}
stocks.msw = {{ capacity = "100 t" }}
[[facility]]
id = "market{i}"
kind = "market"
material = "msw"
demand = "{150 + 10 * i} t/d"
[[facility]]
id = "dump{i}"
kind = "warehouse"
materials = ["msw"]
storage = "100 Mt"
[[route]]
id = "to_market{i}"
from = "town{i}.msw"
to = "market{i}.msw"
mode = "conveyor"
[[route]]
id = "to_dump{i}"
from = "town{i}.msw"
to = "dump{i}.msw"
mode = "conveyor"
only_when = "full"
[[profile]]
id = "town{i}_by_year"
steps = [{", ".join(f"[{year}-01-01, {by_year(i, year):.3f}]" for year in YEARS)}]
"""
    return text if by_year_too else re.sub(r"(?s), profile = \"[^\"]*\"|\[\[profile\]\].*?\]\]\n", "", text)


def by_year(town, year):
    """[1] of the town's rate: grows by half over the years, up and down by a tenth."""
    return 0.8 + 0.4 * (year - YEARS[0]) / len(YEARS) + 0.1 * math.sin(7 * town + 2 * year)


def study(runs):
    text = f'scenario = "network.toml"\ndesign = "random"\nruns = {runs}\n'
    for i in range(TOWNS):
        text += f'[[vary]]\nset = "town{i}.rate"\nuniform = ["100 t/d", "400 t/d"]\n'
    return text + f'[keep]\nindicators = []\nseries = ["to_dump*", "to_market*"]\n'


def sweep(huan, path, threads, folder):
    out = folder / "out.h5"
    out.unlink(missing_ok=True)
    begin = time.perf_counter()
    done = subprocess.run([huan, "sweep", path, "-o", out, "--threads", str(threads), "--log", "json"],
                          capture_output=True, text=True)
    wall = time.perf_counter() - begin
    if done.returncode != 0:
        sys.exit(done.stderr)
    events = {e["event"]: e for e in map(json.loads, done.stderr.splitlines())}
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return events["ran"] | {"wall": wall, "bytes": out.stat().st_size, "gather": events["gathered"]["seconds"], "peak_mb": peak_mb}


def xuchang(huan, runs, folder, convoys=True):
    """The shipped study of Xuchang's landfill at random points; or of the region with every vehicle for itself."""
    shipped = folder / "scenarios"
    if not shipped.exists():
        shutil.copytree(ROOT / "scenarios", shipped)
    there = shipped / "studies/sweeps"
    text = re.sub(r"(?m)^(base|second_order) = .*$", "", (there / "xuchang-landfill.toml").read_text())
    text = text.replace('design = "saltelli"', f'design = "random"\nruns = {runs}')
    if not convoys:
        region = (there / "xuchang-2020.toml").read_text()
        (there / "alone.toml").write_text(re.sub(r"(?m)^(convoys|blend_tolerance) = .*$", "", region))
        text = text.replace('"xuchang-2020.toml"', '"alone.toml"')
    path = there / "benchmark.toml"
    path.write_text(text)
    return sweep(huan, path, 1, folder)


def spin(_):
    total = 0
    for i in range(8_000_000):
        total += i * i
    return total


def spun(processes):
    with multiprocessing.Pool(processes) as pool:
        pool.map(spin, range(processes))  # warm
        begin = time.perf_counter()
        pool.map(spin, range(2))
        return time.perf_counter() - begin


def peak_of(huan, path, folder):
    """[MB] a child's own peak, in a process of its own so that another's does not count."""
    with multiprocessing.Pool(1) as pool:
        return pool.apply(sweep, (huan, path, 1, folder))["peak_mb"]


def main():
    words = argparse.ArgumentParser()
    words.add_argument("huan", nargs="?", default=ROOT / "build/release/huan")
    words.add_argument("--runs", type=int, default=20000)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--xuchang", type=int, default=0, help="runs of the Xuchang study, of 2 years each")
    said = words.parse_args()
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "network.toml").write_text(scenario())
        path = folder / "study.toml"
        path.write_text(study(said.runs))
        rounds = []
        for _ in range(said.rounds):
            one, two = sweep(said.huan, path, 1, folder), sweep(said.huan, path, 2, folder)
            rounds.append((one, two, spun(1) / spun(2)))
        middle = lambda of: statistics.median(of(*r) for r in rounds)
        whole = lambda o: o["set_up_seconds"] + o["run_seconds"] + o["write_seconds"] + o["gather"]
        found["ms per run and core"] = middle(lambda o, t, s: 1000 * whole(o) / o["runs"])
        found["quoted / ours"] = QUOTED_MS / found["ms per run and core"]
        found["runs/s, one thread"] = middle(lambda o, t, s: o["runs_per_second"])
        found["set-up / run"] = middle(lambda o, t, s: o["set_up_seconds"] / o["run_seconds"])
        found["writing segments / run"] = middle(lambda o, t, s: o["write_seconds"] / o["run_seconds"])
        found["joining / run"] = middle(lambda o, t, s: o["gather"] / o["run_seconds"])
        found["two threads / one"] = middle(lambda o, t, s: t["runs_per_second"] / o["runs_per_second"])
        found["the machine's own two / one"] = middle(lambda o, t, s: s)
        found["bytes per run"] = rounds[0][0]["bytes"] / said.runs
        found[f"peak MB, {said.runs} runs"] = peak_of(said.huan, path, folder)
        path.write_text(study(said.runs // 10))
        found[f"peak MB, {said.runs // 10} runs"] = peak_of(said.huan, path, folder)
        path.write_text(study(said.runs))
        (folder / "network.toml").write_text(scenario(by_year_too=False))
        found["quoted / ours, the same rates every year"] = QUOTED_MS * said.runs / (1000 * whole(sweep(said.huan, path, 1, folder)))
        if said.xuchang:
            ran = xuchang(said.huan, said.xuchang, folder)
            alone = xuchang(said.huan, max(2, said.xuchang // 10), folder, convoys=False)
            found["Xuchang, 2 years: runs/s and core"] = ran["runs"] / whole(ran)
            found["Xuchang: set-up / run"] = ran["set_up_seconds"] / ran["run_seconds"]
            found["Xuchang: writing and joining / run"] = (ran["write_seconds"] + ran["gather"]) / ran["run_seconds"]
            found["Xuchang: bytes per run"] = ran["bytes"] / ran["runs"]
            found["Xuchang, each vehicle alone: runs/s and core"] = alone["runs"] / whole(alone)
            found["Xuchang: convoys / each alone"] = alone["run_seconds"] / alone["runs"] / (ran["run_seconds"] / ran["runs"])
    for what, value in found.items():
        print(f"{what:46} {value:12.4g}")


if __name__ == "__main__":
    main()

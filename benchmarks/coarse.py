#!/usr/bin/env python3
"""What `convoys` and a wide `blend_tolerance` change: benchmarks/coarse.py [HUAN]

Every shipped region is run twice, as it is and with both (COARSE), and every indicator of every year compared. Differences are
shares of the indicator's largest yearly value; those of flows, of more than 1,000 t/a, of the flow's largest year.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

import h5py
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
COARSE = 'convoys = "1 d"\nblend_tolerance = 0.1\n'


def run(huan, scenario):
    """The open results, and the number of events."""
    out = scenario.with_suffix(".h5")
    done = subprocess.run([huan, "run", scenario, "-o", out], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    events = next(line for line in done.stdout.splitlines() + done.stderr.splitlines() if line.endswith(" events"))
    return h5py.File(out), int(events.split()[-2])


def by_year(file):
    """flow, summed by year."""
    year = np.array([label[:4] for label in file["period"].asstr()[:]])
    return np.array([np.nansum(file["flow"][:][year == y], axis=0) for y in np.unique(year)])


def shares(fine, coarse, least=0):
    largest = np.nanmax(np.abs(fine), axis=0)
    with np.errstate(all="ignore"):
        found = np.abs(coarse - fine) / largest
    found[:, ~(largest > least)] = np.nan
    return found


def main():
    huan = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/huan").resolve()
    with tempfile.TemporaryDirectory() as name:
        regions = pathlib.Path(name) / "scenarios"
        shutil.copytree(ROOT / "scenarios", regions)
        for region in ("xuchang", "qinyang", "changxing", "hejin"):
            scenario = regions / region / f"{region}.toml"
            overlay = scenario.with_name("coarse.toml")
            overlay.write_text(f'base = "{region}.toml"\n{COARSE}')
            fine, events = run(huan, scenario)
            coarse, fewer = run(huan, overlay)
            indicators = shares(fine["indicator"][:], coarse["indicator"][:])
            flows = shares(by_year(fine), by_year(coarse), least=1000)
            worst = np.unravel_index(np.nanargmax(indicators), indicators.shape)
            print(f"{region}: {events} -> {fewer} events")
            for what, found in (("indicators", indicators), ("flows", flows)):
                half, most, all_of = 100 * np.nanquantile(found, [0.5, 0.95, 1])
                print(f"  {what:10} half within {half:.2g} %, 95 % within {most:.2g} %, all within {all_of:.2g} %")
            print(f"  largest: {fine['indicator_id'].asstr()[worst[1]]}, {fine['year'][worst[0]]}")


if __name__ == "__main__":
    main()

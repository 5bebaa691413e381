"""Runs side by side."""
from __future__ import annotations

from typing import Any, Dict, Mapping, Sequence

import pandas as pd

from . import times
from .errors import HuanError
from .results import Results, apart


def compare(runs: Mapping[str, Results], table: str, *patterns: str, by: str = "year", language: str = "id",
            **where: Any) -> pd.DataFrame:
    """Lines of a table in several runs: a row per line and time, a column per run.

    Behind the first run, the base, each other has a column `NAME - BASE`. A line that a run does not have is NaN there.
    Give the runs the same seed: equal things then have equal luck, and the difference is the what-if's.
    """
    if len(runs) < 2:
        raise HuanError("to compare takes two runs at least: compare({'base': one, 'what if': other}, 'flow')")
    spans = {name: (run.data["time_bounds"].values[0, 0], run.data["time_bounds"].values[-1, 1]) for name, run in runs.items()}
    if by == "all" and len(set(spans.values())) > 1:
        periods = ", ".join(f"{name}: {run.period}" for name, run in runs.items())
        raise HuanError(f"the runs do not cover the same time ({periods}); compare what they share with by='year' or by='month'")
    columns = {name: run.frame(table, *patterns, by=by, **where).T.stack(dropna=False) for name, run in runs.items()}
    joined = pd.DataFrame(columns)
    if language != "id":
        joined = joined.rename(index=labels_of(runs, table, patterns, where, language), level=0)
    joined.index.names = [table, "time"]
    base, *others = columns
    for other in others:
        joined[f"{other} - {base}"] = joined[other] - joined[base]
    return joined


def labels_of(runs: Mapping[str, Results], table: str, patterns: Sequence[str], where: Mapping[str, Any], language: str) -> Dict[str, str]:
    """Id -> name of every line, the first run's where they differ; the id stands behind a name that several lines share."""
    found: Dict[str, str] = {}
    for run in runs.values():
        array = run.select(table, *patterns, **where)
        for id, name in zip(run._lines(array, "id"), run._lines(array, language)):
            found.setdefault(id, name)
    return dict(zip(found, apart(list(found.values()), list(found))))


def differences(base: Results, other: Results, table: str, *patterns: str, by: str = "all", language: str = "id",
                **where: Any) -> pd.DataFrame:
    """What differs between two runs, the largest first. Columns: base, other, difference, relative (of the base).

    Lines that are equal to a billionth of the larger are left out; one that only one of the runs has counts 0 in the other.
    Only times that both runs cover are looked at.
    """
    both = compare({"base": base, "other": other}, table, *patterns, by=by, language=language, **where)[["base", "other"]].fillna(0.0)
    shared = set(times.labels_of(base.data, by)) & set(times.labels_of(other.data, by))
    both = both[both.index.get_level_values("time").isin(shared)].copy()
    both["difference"] = both["other"] - both["base"]
    both["relative"] = both["difference"] / both["base"].where(both["base"] != 0)
    size = both[["base", "other"]].abs().max(axis=1)
    both = both[both["difference"].abs() > 1e-9 * size]
    return both.loc[both["difference"].abs().sort_values(ascending=False, kind="stable").index]

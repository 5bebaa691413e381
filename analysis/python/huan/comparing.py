"""Runs side by side."""
from __future__ import annotations

from typing import TYPE_CHECKING, Mapping, Sequence, Union

import pandas as pd

from .errors import HuanError
from .results import Results

Where = Union[str, Sequence[str]]


def compare(runs: Mapping[str, Results], table: str, *patterns: str, by: str = "year", language: str = "id",
            **where: Where) -> pd.DataFrame:
    """Lines of a table in several runs: a row per line and time, a column per run.

    Behind the first run, the base, each other has a column `NAME - BASE`. A line that a run does not have is NaN there.
    Give the runs the same seed: equal things then have equal luck, and the difference is the what-if's.
    """
    if len(runs) < 2:
        raise HuanError("to compare takes two runs at least: compare({'base': one, 'what if': other}, 'flow')")
    columns = {name: run.frame(table, *patterns, by=by, language=language, **where).T.stack(dropna=False) for name, run in runs.items()}
    for name, column in columns.items():
        if column.index.has_duplicates:
            raise HuanError(f"lines of '{table}' in '{name}' share a name; compare them with language='id'")
    joined = pd.DataFrame(columns)
    joined.index.names = [table, "time"]
    base, *others = columns
    for other in others:
        joined[f"{other} - {base}"] = joined[other] - joined[base]
    return joined


def differences(base: Results, other: Results, table: str, *patterns: str, by: str = "all", language: str = "id",
                **where: Where) -> pd.DataFrame:
    """What differs between two runs, the largest first. Columns: base, other, difference, relative (of the base).

    Lines that are equal to a billionth of the larger are left out; one that only one of the runs has counts 0 in the other.
    """
    both = compare({"base": base, "other": other}, table, *patterns, by=by, language=language, **where)[["base", "other"]].fillna(0.0)
    both["difference"] = both["other"] - both["base"]
    both["relative"] = both["difference"] / both["base"].where(both["base"] != 0)
    size = both[["base", "other"]].abs().max(axis=1)
    both = both[both["difference"].abs() > 1e-9 * size]
    return both.loc[both["difference"].abs().sort_values(ascending=False, kind="stable").index]

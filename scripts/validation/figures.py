"""Figures of a results file, as the rows of a region's validation.csv define them.

A row names a dataset, what to take of it (`ids`), an operation, and a year; `huan run` wrote the amounts. `ids` is a list of
terms separated by ";". A term is a pattern of names, if need be with a weight before it and a dataset behind it:

    world.coal>kiln ; 0.1228 * world.grid>kiln @ carrier_flow

In tables with two axes beside time a name is "one:other" (flow_substance: "route:Pb"; money: "facility:opex").
"""
import fnmatch
import math
import re

import h5py
import numpy

TERM = re.compile(r"^(?:(?P<weight>[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?) \* )?(?P<pattern>[^@]+?)(?: @ (?P<dataset>\w+))?$")
VERSUS = re.compile(r"^(growth|fall) (\d{4})$")


def text(value):
    return value.decode("utf-8") if isinstance(value, bytes) else str(value)


def names(file, dataset):
    """What the columns of a table are called."""
    axes = [[text(n) for n in file[d[0].name][...]] for d in list(file[dataset].dims)[1:]]
    return axes[0] if len(axes) == 1 else [f"{one}:{other}" for one in axes[0] for other in axes[1]]


class Results:
    """A results file: sums, means, ends of years, and what changed from one year to another."""

    def __init__(self, path):
        self.file = h5py.File(path, "r")
        self.year = numpy.array([int(text(p)[:4]) for p in self.file["period"][...]])
        bounds = self.file["time_bounds"][...]
        self.length = bounds[:, 1] - bounds[:, 0]  # [d] of each interval

    def attribute(self, name):
        return text(self.file.attrs.get(name, ""))

    def compute(self, row):
        """The figure of one row in the row's own unit; KeyError says what the results do not hold."""
        year = int(row.get("year_of_run") or row["year"])
        factor = float(row.get("factor") or 1)
        versus = row.get("versus")
        if not versus:
            return self.figure(row, year) * factor
        known = VERSUS.match(versus)
        if not known:
            raise KeyError(f"versus is 'growth YEAR' or 'fall YEAR', not '{versus}'")
        now, before = self.figure(row, year), self.figure(row, int(known[2]))
        if known[1] == "fall":
            return (before - now) * factor
        return (now / before - 1) * factor if before else math.nan

    def figure(self, row, year):
        inside = self.intervals(year)
        series = self.series(row["dataset"], row["ids"])[inside]
        operation = row["operation"]
        if operation == "sum":
            return float(series.sum())
        if operation == "ratio":
            below = float(self.series(row.get("per_dataset") or row["dataset"], row["per"])[inside].sum())
            return float(series.sum()) / below if below else math.nan
        if operation == "daily":
            return float(series.sum() / self.length[inside].sum())
        if operation == "last":
            return float(series[-1])
        if operation == "highest_day":
            return float((series / self.length[inside]).max())
        raise KeyError(f"unknown operation '{operation}'")

    def intervals(self, year):
        if not (self.year == year).any():
            raise KeyError(f"the run does not cover {year}")
        return self.year == year

    def series(self, dataset, ids):
        """Sum of the terms over time; a column that two terms without a weight name counts once."""
        total, seen = numpy.zeros(len(self.year)), set()
        for term in ids.split(";"):
            part = TERM.match(term.strip())
            if not part:
                raise KeyError(f"'{term.strip()}' is not [WEIGHT *] PATTERN [@ DATASET]")
            table = part["dataset"] or dataset
            columns = self.columns(table, part["pattern"])
            if part["weight"] is None:
                columns = [c for c in columns if (table, c) not in seen]
                seen.update((table, c) for c in columns)
            values = self.file[table][...].reshape(len(self.year), -1)[:, columns]
            total += float(part["weight"] or 1) * numpy.nansum(values, axis=1)
        return total

    def columns(self, dataset, pattern):
        if dataset not in self.file:
            raise KeyError(f"the results hold no '{dataset}'")
        found = [i for i, name in enumerate(names(self.file, dataset)) if fnmatch.fnmatchcase(name, pattern)]
        if not found:
            raise KeyError(f"{dataset} holds nothing named '{pattern}'")
        return found

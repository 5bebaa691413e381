"""A results file: the xarray Dataset, and what one asks of it every day."""
from __future__ import annotations

import pathlib
from collections import Counter
from typing import Any, Dict, List, Optional, Sequence, Union

import numpy as np
import pandas as pd
import xarray as xr

from .errors import HuanError, NotResults, UnknownName
from .names import choose, unknown
from .opened import Opened, Path, attributes_of, check_layout, dataset_of
from .plots import Plots
from .sankey import sankey
from .times import gathered, whole_run

LANGUAGES = ("id", "en", "zh")
Where = Union[str, Sequence[str]]


def open_results(path: Path) -> "Results":
    """Opens a results file. Values are read when they are asked for; `close`, or a `with` block, lets the file go."""
    path = pathlib.Path(path)
    if not path.exists():
        raise NotResults(f"{path}: there is no such file")
    attributes = attributes_of(path)
    if attributes["journal"]:
        raise NotResults(f"{path}: belongs to a run that goes on or was killed; 'huan recover {path}' saves what it had written")
    if attributes.get("content") == "study":
        raise NotResults(f"{path}: holds a study, many runs; huan.open_study opens it")
    check_layout(path, attributes)
    data = dataset_of(path)
    missing = {"time", "time_bounds", "period"} - set(map(str, data.variables))
    if missing:
        data.close()
        raise NotResults(f"{path}: is damaged: it has no {', '.join(sorted(missing))}")
    return Results(data, path)


class Results(Opened):
    """The results of one run.

    `data` is the whole file as an xarray Dataset (axes, tables and units: docs/results-file.md). A *line* of a table is one
    stock, flow, process, ...; lines are chosen by id, by English or Chinese name, by a part of one, or by a pattern with * and ?.
    """

    def __init__(self, data: xr.Dataset, path: Optional[pathlib.Path] = None) -> None:
        super().__init__(data, path)
        self.plot = Plots(self)

    def __repr__(self) -> str:
        size = self.data.sizes
        return (f"<huan.Results '{self.title}', {self.period}: {size['time']} intervals, {size.get('stock_id', 0)} stocks, "
                f"{size.get('flow_id', 0)} flows, {size.get('process', 0)} processes; tables: {', '.join(self.tables)}>")

    # ---- What there is -------------------------------------------------------------------------------------------------

    @property
    def period(self) -> str:
        """First and last interval: `2019-01 to 2025-12`."""
        return whole_run(self.data)

    @property
    def scenario(self) -> str:
        """The resolved scenario; huan repeats the run from it."""
        return str(self.data.attrs.get("scenario", ""))

    @property
    def tables(self) -> Dict[str, str]:
        """The tables over time, with their meaning and unit."""
        return {str(name): f"{table.attrs.get('long_name', '')} [{table.attrs.get('units', '1')}]"
                for name, table in self.data.data_vars.items()
                if table.dims[:1] == ("time",) and "bound" not in table.dims}

    def __getitem__(self, table: str) -> xr.DataArray:
        if table not in self.data.data_vars:
            raise unknown("table", table, [str(name) for name in self.data.data_vars])
        return self.data[table]

    def labels(self, axis: str, language: str = "id") -> List[str]:
        """Ids, English or Chinese names (`id`, `en`, `zh`) along an axis; the id where there is no name."""
        if language not in LANGUAGES:
            raise unknown("language", language, LANGUAGES)
        ids = self._column(axis)
        if language == "id":
            return ids
        names = self._column(stem(axis) + ("_name" if language == "en" else "_name_zh"))
        if not names:
            return ids
        if axis in ("flow_id", "selected_flow"):
            names = self._journeys(stem(axis), names, language)
        return [name or id for name, id in zip(names, ids)]

    def find(self, pattern: str) -> pd.DataFrame:
        """Everything of that name: axis, id, English and Chinese name."""
        rows = []
        axes = dict.fromkeys(str(self.data[name].dims[1]) for name in self.tables)
        for axis in ["facility", *axes] if "facility" in self.data.sizes else axes:
            try:
                chosen = choose("name", [pattern], self._names(axis))
            except UnknownName:
                continue
            ids, en, zh = (self.labels(axis, language) for language in LANGUAGES)
            rows += [(axis, ids[i], en[i], zh[i]) for i in chosen]
        if not rows:
            everything = [label for axis in axes for column in self._names(axis) for label in column if label]
            raise unknown("name", pattern, list(dict.fromkeys(everything)))
        return pd.DataFrame(list(dict.fromkeys(rows)), columns=["axis", "id", "name", "name_zh"])

    # ---- Choosing ------------------------------------------------------------------------------------------------------

    def select(self, table: str, *patterns: str, **where: Where) -> xr.DataArray:
        """Lines of a table, one value per interval of the file.

        `patterns` choose by name. `where` chooses by a column of the axis: `facility`, `material`, `region`, `county`, `kind`,
        `from_`, `to`, `cause`, ...; or on a second axis: `item`, `substance`. All conditions hold at once.

            select("flow", material="msw", to="xc_landfill.*")
            select("emission", "xc_p28", item="co2_fossil")
        """
        array = self[table]
        if table not in self.tables:
            raise HuanError(f"'{table}' has no time axis; take it as data['{table}']")
        if len(array.dims) < 2:
            return array
        axis = str(array.dims[1])
        if patterns:
            quiet = self._names("process") if axis == "loss" else []  # a process that lost nothing is no wrong name
            array = array.isel({axis: choose(f"{stem(axis)} in '{table}'", patterns, self._names(axis), quiet)})
        for key, value in where.items():
            wanted = [value] if isinstance(value, str) else list(value)
            on, columns = self._where(table, key.rstrip("_"))
            kept = set(choose(f"{key.rstrip('_')} in '{table}'", wanted, columns))
            here = {label: i for i, label in enumerate(self._column(on))}
            array = array.isel({on: [i for i, label in enumerate(array[on].values) if here[label] in kept]})
        if 0 in array.shape and axis != "loss":
            raise UnknownName(f"'{table}' has no line for which all of this holds: {', '.join(map(repr, patterns))}"
                              f"{' ' if patterns and where else ''}{', '.join(f'{k}={v!r}' for k, v in where.items())}")
        return array

    def frame(self, table: str, *patterns: str, by: Optional[str] = None, language: str = "id", **where: Where) -> pd.DataFrame:
        """The same as a pandas table: a row per interval, a column per line (`line:item` where there is a second axis).

        `by` gathers intervals: `month`, `quarter`, `year`, `all`. Amounts are summed, levels are those at the end,
        highest levels the highest; a share is worked out anew from what it is a share of. Names that several lines share
        get the id behind them.
        """
        array = self.select(table, *patterns, **where)
        wide = gathered(self.data, table, array, by)
        wide.columns = pd.Index(self._lines(array, "id"), name=table)
        if language != "id":
            wide.columns = pd.Index(apart(self._lines(array, language), list(wide.columns)), name=table)
        return wide

    # ---- Answers -------------------------------------------------------------------------------------------------------

    def bottlenecks(self, *patterns: str, by: str = "all", language: str = "id", every: bool = False, **where: Where) -> pd.DataFrame:
        """What kept processes below their capacity: full-load hours and tonnes lost, most hours first.

        Columns: time, process, cause, stock, hours, lost (in `unit`); causes: docs/results-file.md, Losses. Seasons, closed
        times, routes, last resorts and sources are left out unless `every` is True.
        """
        columns = ["time", "process", "cause", "stock", "hours", "lost", "unit"]
        if "lost_h" not in self.data:
            return pd.DataFrame(columns=columns)
        hours, lost = (self.select(table, *patterns, **where) for table in ("lost_h", "lost_t"))
        gathered_h, gathered_t = gathered(self.data, "lost_h", hours, by), gathered(self.data, "lost_t", lost, by)
        unit, kind = (dict(zip(self._column("process"), self._column(f"process_{what}"))) for what in ("unit", "kind"))
        rows = []
        for i in range(hours.sizes["loss"]):
            process, cause, stock = (str(hours[f"loss_{part}"].values[i]) for part in ("process", "cause", "stock"))
            if not every and (cause in ("season", "closed") or kind.get(process) not in ("treatment", "demand")):
                continue
            who, what = self._label("process", process, language), self._label("stock_id", stock, language)
            rows += [(time, who, cause, what, h, t, unit.get(process, "t"))
                     for time, h, t in zip(gathered_h.index, gathered_h.iloc[:, i], gathered_t.iloc[:, i]) if h > 0]
        table = pd.DataFrame(rows, columns=columns)
        return table.sort_values("hours", ascending=False, kind="stable").reset_index(drop=True)

    def events(self, *patterns: str) -> pd.DataFrame:
        """The log of the run: time, what happened (`fails`, `repaired`, `opens`, ...), who, value."""
        if "event_time" not in self.data:
            return pd.DataFrame(columns=["time", "what", "who", "value"])
        what = self.data["event_what"]
        meanings = dict(zip(np.atleast_1d(what.attrs["flag_values"]).tolist(), str(what.attrs["flag_meanings"]).split()))
        things = np.asarray(self._column("thing"), dtype=object)
        table = pd.DataFrame({"time": self.data["event_time"].values, "what": [meanings[int(w)] for w in what.values],
                              "who": things[self.data["event_who"].values.astype(int)], "value": self.data["event_value"].values})
        if not patterns:
            return table
        kept = choose("thing in the log", patterns, [table["who"].tolist()])
        return table.iloc[kept].reset_index(drop=True)

    def sankey(self, *patterns: str, by: str = "all", level: str = "facility", substance: Optional[str] = None,
               language: str = "id", **where: Where) -> pd.DataFrame:
        """Flows as a Sankey table: source, target, type, value [t], time: the columns of floweaver and its like.

        `level`: `facility` (what goes on inside one is left out) or `arc` (stocks and processes). `type` is the material.
        With `substance` the value is tonnes of it, where the scenario asked for substances.
        """
        return sankey(self, patterns, where, by, level, substance, language)

    # ---- Inside --------------------------------------------------------------------------------------------------------

    def _lines(self, array: xr.DataArray, language: str) -> List[str]:
        """One label per line; `line:item` where there is a second axis."""
        labels = [[self._label(str(axis), str(name), language) for name in array[axis].values] for axis in array.dims[1:]]
        return labels[0] if len(labels) == 1 else [f"{a}:{b}" for a in labels[0] for b in labels[1]]

    def _column(self, name: str) -> List[str]:
        return [str(v) for v in self.data[name].values] if name in self.data.variables else []

    def _names(self, axis: str) -> List[List[str]]:
        """Ids and names along an axis, as `choose` wants them; losses go by their process too."""
        extra = ("_process",) if axis == "loss" else ("_name", "_name_zh")
        columns = [self._column(axis), *(self._column(stem(axis) + end) for end in extra)]
        if axis == "loss":
            columns += [[self._label("process", p, language) for p in columns[1]] for language in ("en", "zh")]
        return [column for column in columns if column]

    def _journeys(self, axis: str, names: Sequence[str], language: str) -> List[str]:
        """`From → to: material` for flows between sites; in the file a flow bears the name of the stock it is drawn from or goes to."""
        site = dict(zip(self.labels("facility"), self.labels("facility", language)))
        ends = zip(self._column(f"{axis}_from"), self._column(f"{axis}_to"), self._column(f"{axis}_facility"), names)
        found = []
        for one, other, home, name in ends:
            start, goal = (site.get(end.split(".", 1)[0], end) for end in (one, other))
            material = name[len(site.get(home, "")):].lstrip(":： ")
            found.append(name if start == goal else f"{start} → {goal}: {material or name}")
        return found

    def _where(self, table: str, key: str) -> "tuple[str, List[List[str]]]":
        """Axis and labels that a keyword of `select` is about."""
        axis, *others = (str(dim) for dim in self.data[table].dims[1:])
        for other in others:
            if other == key or other.endswith("_" + key):
                return other, [self._column(other)]
        column = self._column(f"{stem(axis)}_{key}")
        if not column:
            known = [str(c)[len(stem(axis)) + 1:] for c in self.data[table].coords if str(c).startswith(stem(axis) + "_")]
            known = [k for k in known if k not in ("id", "initial", "capacity", "lot", "distance")] + [o.rsplit("_", 1)[-1] for o in others]
            raise unknown(f"column of '{table}' to choose by:", key, known)
        if key != "facility":
            return axis, [column]
        return axis, [column, *([self._label("facility", id, language) for id in column] for language in ("en", "zh"))]

    def _label(self, axis: str, id: str, language: str) -> str:
        if language == "id" or axis not in self.data.sizes:
            return id
        cache: Dict[Any, Dict[str, str]] = self.__dict__.setdefault("_label_cache", {})
        if (axis, language) not in cache:
            cache[axis, language] = dict(zip(self._column(axis), self.labels(axis, language)))
        return cache[axis, language].get(id, id)


def stem(axis: str) -> str:
    """What the columns of an axis begin with: `stock` for `stock_id`."""
    return axis[:-3] if axis.endswith("_id") else axis


def apart(names: Sequence[str], ids: Sequence[str]) -> List[str]:
    """The names; where several are alike, with the id behind them."""
    often = Counter(names)
    return [f"{name} ({id})" if often[name] > 1 and name != id else name for name, id in zip(names, ids)]

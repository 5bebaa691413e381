"""A study's file: what varied, and what came of it, run by run."""
from __future__ import annotations

import pathlib
from typing import Any, Dict, List, Optional, Sequence, Union

import numpy as np
import pandas as pd
import xarray as xr

from .errors import HuanError, NotResults
from .names import choose, unknown
from .opened import Opened, Path, attributes_of, check_layout, dataset_of
from .study_plots import StudyPlots

#: Tables of a study, and the axes of their lines and of their time. None: one number for the whole run.
TABLES = {"indicator": ("indicator_id", "year"), "run_indicator": ("run_indicator_id", None), "series": ("series_id", "time")}
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)


def open_study(path: Path) -> "Study":
    """Opens what `huan sweep`, `huan gather` or `huan run --replicates` made. Values are read when they are asked for."""
    path = pathlib.Path(path)
    if not path.exists():
        parts = pathlib.Path(f"{path}.runs")
        more = f"; its runs are in {parts}: 'huan sweep' goes on with them, 'huan gather' joins them" if parts.is_dir() else ""
        raise NotResults(f"{path}: there is no such file{more}")
    attributes = attributes_of(path)
    if attributes.get("content") != "study":
        raise NotResults(f"{path}: holds no study; huan.open opens the results of one run")
    check_layout(path, attributes)
    return Study(dataset_of(path), path)


class Study(Opened):
    """The results of a study. `data` is the whole file as an xarray Dataset (docs/results-file.md).

    An *output* is an indicator per year, an indicator of the whole run, or a stock, flow or process that was kept; it is chosen
    by id, by English or Chinese name, by a part of one, or by a pattern with * and ?. Runs that failed are left out
    everywhere but in `failed`.
    """

    def __init__(self, data: xr.Dataset, path: Optional[pathlib.Path] = None) -> None:
        super().__init__(data, path)
        self.plot = StudyPlots(self)

    def __repr__(self) -> str:
        return (f"<huan.Study '{self.title}', {self.kind}: {self.data.sizes['run']} runs of {self.points} points, {len(self.failed)} failed; "
                f"{len(self.factors)} factors, {len(self.outputs)} outputs>")

    # ---- What there is -------------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """Of design: `saltelli`, `lhs`, ...; `list` of one point for replicates of a scenario."""
        return str(self.data.attrs.get("design_kind", ""))

    @property
    def text(self) -> str:
        """The study as it was written."""
        return str(self.data.attrs.get("study", ""))

    @property
    def points(self) -> int:
        return int(self.data.attrs["points"])

    @property
    def factors(self) -> pd.DataFrame:
        """What varies: `reaches`, `varies`, `unit`, and of choices their `options`; a row each."""
        if "factor" not in self.data.sizes:
            return pd.DataFrame(columns=["reaches", "varies", "unit", "options"])
        columns = {"reaches": "factor_subject", "varies": "factor_spread", "unit": "factor_unit", "options": "factor_options"}
        index = pd.Index(self._texts("factor"), name="factor")
        return pd.DataFrame({name: self._texts(column) for name, column in columns.items()}, index=index)

    @property
    def outputs(self) -> pd.DataFrame:
        """Everything that was kept of each run: table, id, names and unit."""
        rows: List[Dict[str, str]] = []
        for table, (axis, _) in TABLES.items():
            if axis not in self.data.variables:
                continue
            stem = axis[: -len("_id")]
            names, names_zh, units = (self._texts(f"{stem}{what}") for what in ("_name", "_name_zh", "_unit"))
            rows += [{"table": table, "id": i, "name": n, "name_zh": z, "unit": u}
                     for i, n, z, u in zip(self._texts(axis), names, names_zh, units)]
        return pd.DataFrame(rows, columns=["table", "id", "name", "name_zh", "unit"])

    @property
    def failed(self) -> pd.DataFrame:
        """Runs that came to nothing: their point and the reason."""
        bad = np.flatnonzero(self.data["status"].values != 0)
        return pd.DataFrame({"point": self.data["point"].values[bad], "reason": [self._texts("reason")[i] for i in bad]},
                            index=pd.Index(bad, name="run"))

    # ---- What came of it -----------------------------------------------------------------------------------------------

    def design(self, every: bool = False) -> pd.DataFrame:
        """The level of each factor, a row per run that is good (or `every` run): numbers in `factors.unit`, options by name, dates as dates."""
        runs = np.arange(self.data.sizes["run"]) if every else self._good()
        frame = pd.DataFrame(index=pd.Index(runs, name="run"))
        for at, (name, factor) in enumerate(self.factors.iterrows()):
            levels = np.asarray(self.data["design"].values[runs, at])
            column: Any = levels
            if factor["unit"] == "option":
                options = str(factor["options"]).split(" | ")
                column = [options[int(level)] if int(level) < len(options) else str(int(level)) for level in levels]
            elif str(factor["unit"]).startswith("days since"):
                column = pd.Timestamp("1970-01-01") + pd.to_timedelta(np.floor(levels), unit="D")
            frame[str(name)] = column
        return frame

    def values(self, *outputs: str, at: Union[int, str, None] = None, language: str = "id") -> pd.DataFrame:
        """A column per output, a row per good run: at the year or period `at` (2025, "2025-12"), else at the last one."""
        frame = pd.DataFrame(index=pd.Index(self._good(), name="run"))
        for row in self._chosen(outputs):
            frame[self._label(row, language)] = self._by_run(row, None if at is None else str(at))
        return frame

    def over_time(self, output: str) -> pd.DataFrame:
        """One output: a row per good run, a column per year or interval."""
        row = self._one(output)
        periods = self._periods(row["table"])
        if not periods:
            raise HuanError(f"'{row['id']}' is one number of the whole run; ask for values('{row['id']}')")
        return pd.DataFrame(self._array(row), index=pd.Index(self._good(), name="run"), columns=periods)

    def quantiles(self, output: str, shares: Sequence[float] = SHARES) -> pd.DataFrame:
        """Of one output: a row per year or interval, a column per share of the runs."""
        return self.over_time(output).quantile(list(shares)).T

    def exceeds(self, output: str, level: float) -> pd.Series:
        """The share of the good runs in which the output is above `level`, by year or interval."""
        over = self.over_time(output)
        share = (over > level).sum() / over.notna().sum()
        return share.rename(f"{output} > {level:g}")

    # ---- Inside --------------------------------------------------------------------------------------------------------

    def _texts(self, name: str) -> List[str]:
        return [str(text) for text in self.data[name].values] if name in self.data.variables else []

    def _good(self) -> "np.ndarray[Any, np.dtype[np.int64]]":
        return np.flatnonzero(self.data["status"].values == 0).astype(np.int64)

    def _chosen(self, patterns: Sequence[str]) -> List[Dict[str, str]]:
        rows: List[Dict[str, str]] = [{str(key): str(value) for key, value in row.items()} for row in self.outputs.to_dict("records")]
        if not patterns:
            return rows
        columns = [[row[key] for row in rows] for key in ("id", "name", "name_zh")]
        return [rows[i] for i in choose("output", patterns, columns)]

    def _one(self, pattern: str) -> Dict[str, str]:
        rows = self._chosen([pattern])
        if len(rows) > 1:
            shown = ", ".join(row["id"] for row in rows[:6])
            raise HuanError(f"'{pattern}' chooses {len(rows)} outputs, one is needed: {shown}{' and more' if len(rows) > 6 else ''}")
        return rows[0]

    def _label(self, row: Dict[str, str], language: str) -> str:
        if language not in ("id", "en", "zh"):
            raise unknown("language", language, ("id", "en", "zh"))
        return row["id"] if language == "id" else row["name" if language == "en" else "name_zh"] or row["id"]

    def _periods(self, table: str) -> List[str]:
        axis = TABLES[table][1]
        if axis is None:
            return []
        return self._texts("period") if axis == "time" else self._texts("year")

    def _array(self, row: Dict[str, str]) -> "np.ndarray[Any, np.dtype[np.float64]]":
        axis = TABLES[row["table"]][0]
        line = self._texts(axis).index(row["id"])
        try:
            return np.asarray(self.data[row["table"]].isel({axis: line}).values[self._good()], dtype=float)
        except (OSError, RuntimeError) as fault:
            raise NotResults(f"'{row['id']}' cannot be read, the file is damaged ({fault})") from fault

    def _by_run(self, row: Dict[str, str], at: Optional[str]) -> "np.ndarray[Any, np.dtype[np.float64]]":
        periods = self._periods(row["table"])
        if not periods:
            return self._array(row)
        if at is not None and at not in periods:
            raise unknown(f"period of '{row['id']}':", at, periods)
        return self._array(row)[:, periods.index(at) if at is not None else -1]

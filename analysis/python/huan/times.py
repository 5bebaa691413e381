"""Intervals gathered into months, quarters, years, or the whole run."""
from __future__ import annotations

from typing import Any, Optional

import numpy as np
import pandas as pd
import xarray as xr

from .errors import HuanError, NotResults
from .names import unknown

LEVELS = ("stock", "carrier_stock", "stock_substance", "delay", "property")  # the state at the end of the interval
PERIODS = {"month": "M", "quarter": "Q", "year": "Y", "all": ""}


def gathered(data: xr.Dataset, table: str, array: xr.DataArray, by: Optional[str] = None) -> pd.DataFrame:
    """`array`, lines of `table`, as rows of time; a second axis is laid beside the first.

    Without `by` the index is the end of each interval, as in the file; with it a label such as `2021-03`.
    """
    columns = int(np.prod(array.shape[1:]))
    index = pd.Index(array["time"].values, name="time")
    # nothing is read where nothing was chosen: netCDF4 gives an empty selection another shape
    wide = pd.DataFrame(values_of(array).reshape(len(index), columns), index=index) if columns else pd.DataFrame(index=index)
    if by is None:
        return wide
    if by not in PERIODS:
        raise unknown("period to gather by:", by, list(PERIODS))
    if table == "indicator":
        raise HuanError("an indicator cannot be added up over time; take it as it was written, without 'by'")
    groups = labels_of(data, by)
    if not columns:
        return pd.DataFrame(index=pd.Index(dict.fromkeys(groups), name="time"))
    if table == "activity":
        names = array[str(array.dims[1])].values
        done, could = (pd.DataFrame(values_of(data[t].sel(process=names))).groupby(groups).sum() for t in ("throughput", "capacity"))
        result = done / could.where(could > 0)
    elif table in LEVELS:
        result = wide.groupby(groups).last()
    elif table.endswith("_max"):
        result = wide.groupby(groups).max()
    else:
        result = wide.groupby(groups).sum(min_count=1)
        if table == "shipment":  # one of its items is a state
            item = np.tile(array["shipment_item"].values, array.sizes["route"])
            state = np.flatnonzero(item == "under_way")
            result[state] = wide[state].groupby(groups).last()
    result.index.name = "time"
    return result


def values_of(array: xr.DataArray) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Reads them; a file whose inside is damaged shows only now."""
    try:
        return np.asarray(array.values)
    except (OSError, RuntimeError) as fault:
        raise NotResults(f"'{array.name}' cannot be read, the file is damaged ({fault})") from fault


def labels_of(data: xr.Dataset, by: str) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """The label of each interval, by the instant at which it begins."""
    begins = pd.DatetimeIndex(data["time_bounds"].values[:, 0])
    if by == "all":
        return np.full(len(begins), "all", dtype=object)
    return np.asarray(begins.to_period(PERIODS[by]).astype(str), dtype=object)


def whole_run(data: xr.Dataset) -> str:
    """First and last interval: `2019-01 to 2025-12`."""
    labels = data["period"].values
    return f"{labels[0]} to {labels[-1]}" if len(labels) else "nothing"

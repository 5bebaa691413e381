"""What every file of huan has in common: how it is opened and closed, and what it is called."""
from __future__ import annotations

import os
import pathlib
from typing import Any, Dict, Optional, TypeVar, Union

import h5py
import numpy as np
import xarray as xr

from .errors import NotResults

FORMAT = 1  # of the layout, docs/results-file.md
Path = Union[str, "os.PathLike[str]"]
Self = TypeVar("Self", bound="Opened")


def attributes_of(path: pathlib.Path) -> Dict[str, Any]:
    """The attributes of an HDF5 file, and as `journal` whether it is the part of a run."""
    try:
        with h5py.File(path, "r") as file:
            return {**file.attrs, "journal": "journal" in file or path.suffix == ".part"}
    except OSError as fault:
        raise NotResults(f"{path}: cannot be read as HDF5 ({fault})") from fault


def check_layout(path: pathlib.Path, attributes: Dict[str, Any]) -> None:
    layout = attributes.get("huan_format")
    if layout is None:
        raise NotResults(f"{path}: is HDF5, but no results of huan (it has no attribute huan_format)")
    if not np.isscalar(layout) or layout != FORMAT:
        raise NotResults(f"{path}: has layout {layout}, this package reads layout {FORMAT}")


def dataset_of(path: pathlib.Path) -> xr.Dataset:
    try:
        data = xr.open_dataset(path)
        for name in data.coords:
            data[name].load()  # netCDF4 cannot read strings with a stride, which a selection may need
        return data
    except (OSError, ValueError, RuntimeError) as fault:
        raise NotResults(f"{path}: is damaged ({fault})") from fault


class Opened:
    """`data` is the whole file as an xarray Dataset; `close`, or a `with` block, lets the file go."""

    def __init__(self, data: xr.Dataset, path: Optional[pathlib.Path] = None) -> None:
        self.data = data
        self.path = path

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.data.close()

    @property
    def title(self) -> str:
        return str(self.data.attrs.get("title", ""))

    @property
    def title_zh(self) -> str:
        return str(self.data.attrs.get("title_zh", ""))

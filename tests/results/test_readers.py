"""A results file opens as it is in the tools that people use, with labels, units and times."""

import subprocess

import h5py
import numpy as np
import pytest
import xarray

import made

pytestmark = made.needs_maker


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return made.make(tmp_path_factory.mktemp("results") / "a.h5", rows=59, started=1600000000)


@pytest.mark.parametrize("engine", [None, "h5netcdf"])
def test_xarray_selects_by_id_and_by_chinese_name(path, engine):
    with xarray.open_dataset(path, engine=engine) as data:
        ash = data.stock.sel(stock_id="plant.ash")
        assert ash.sel(time="2019-01-11").item() == 40  # level 30 + day 10, at its end
        assert {"stock_name_zh", "stock_county", "period"} <= set(data.stock.coords)
        assert {"flow_from", "flow_to", "flow_material"} <= set(data.flow.coords)
        assert {"facility_name_zh", "latitude"} <= set(data.emission.coords)
        named = data.stock.where(data.stock_name_zh == "垃圾焚烧发电厂：炉渣", drop=True)
        assert named.stock_id.values.tolist() == ["plant.ash"]
        by_name = data.swap_dims(stock_id="stock_name_zh").stock
        assert by_name.sel(stock_name_zh="垃圾焚烧发电厂：炉渣").values[0] == 31
        assert data.activity.sel(process="plant.burn").values[3] == 0.25
        emitted = data.emission.sel(facility="plant", emission_item="co2_fossil").sum()
        assert emitted == pytest.approx(59**2 * 44 / 12)
        assert data.longitude.sel(facility="plant") == 113.5


@pytest.mark.parametrize("engine", [None, "h5netcdf"])
def test_xarray_reads_times(path, engine):
    with xarray.open_dataset(path, engine=engine) as data:
        assert data.time.values[0] == np.datetime64("2019-01-02")
        assert data.time.values[-1] == np.datetime64("2019-03-01")
        assert data.period.values[1] == "2019-02"
        assert data.event_time.values[0] == np.datetime64("2019-01-01T12:00")
        assert data.thing.values[data.event_who.values[0]] == "plant.burn"
        assert data.delay.dtype == float  # a number of days, not a span of nanoseconds


def test_every_dataset_has_units_and_a_long_name(path):
    with h5py.File(path) as file:
        for name, table in file.items():
            if not isinstance(table, h5py.Dataset):
                continue
            assert isinstance(table.attrs["units"], str), name
            assert table.attrs["long_name"], name
            labelled = all(len(axis) == 1 for axis in table.dims)
            assert labelled != h5py.h5ds.is_scale(table.id), name
        assert file["stock"].attrs["units"] == "t"
        assert file["carrier_flow"].attrs["units"] == "MWh"
        assert file["lost_h"].attrs["units"] == "h"
        assert file["stock"].compression == "gzip" and file["stock"].shuffle


def test_root_attributes_sign_the_file(path):
    with h5py.File(path) as file:
        assert file.attrs["Conventions"] == "CF-1.8"
        assert file.attrs["huan_format"] == 1
        assert file.attrs["complete"] == 1
        assert file.attrs["seed"] == 7
        assert "焚烧厂" in file.attrs["scenario"]
        assert len(file.attrs["scenario_sha256"]) == 64
        assert file.attrs["program_version"]
        assert file["provenance"].attrs["started"] == "2020-09-13T12:26:40Z"
        assert not [name for name in file.attrs if name.startswith("_")]


def test_names_come_in_the_order_they_were_written(path):
    with h5py.File(path) as file:
        names = []
        file.id.links.iterate(names.append, idx_type=h5py.h5.INDEX_CRT_ORDER)
        assert names[:2] == [b"time", b"time_bounds"] and names[-1] == b"provenance"


def test_ncdump_knows_every_dimension(path):
    header = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True, check=True).stdout
    assert "phony_dim" not in header
    assert "double stock(time, stock_id)" in header
    assert 'time:units = "days since 2019-01-01 00:00:00"' in header
    values = subprocess.run(
        ["ncdump", "-v", "facility_name_zh", path], capture_output=True, text=True, check=True
    ).stdout
    assert "垃圾焚烧发电厂" in values


def test_conservation_can_be_seen_in_the_tables(path):
    with xarray.open_dataset(path) as data:
        balance = data.balance
        left = balance.sel(balance_item=["initial", "in", "converted"]).sum("balance_item")
        right = balance.sel(balance_item=["out", "final", "residual"]).sum("balance_item")
        off = balance.sel(balance_item="residual")
        # the account that was put in claims a residual it does not have: 0.5 t of "other"
        assert (right - left - off == 0).all()

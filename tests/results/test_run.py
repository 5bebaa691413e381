"""The results of a real run: stocks balance line by line, equal runs are equal, results repeat."""

import os
import pathlib
import subprocess

import h5py
import numpy as np
import pytest
import xarray

import made

SOURCE = pathlib.Path(os.environ.get("HUAN_SOURCE_DIR", pathlib.Path(__file__).parents[2]))
SMALL = SOURCE / "tests/cases/small/small.toml"
pytestmark = pytest.mark.skipif(not made.PROGRAM.exists(), reason="huan is not built")


def run(scenario, output, *options):
    subprocess.run(
        [made.PROGRAM, "run", scenario, "-o", output, "--quiet", *options], check=True, timeout=120
    )
    return output


@pytest.fixture(scope="module")
def trucks(tmp_path_factory):
    """The small case with trucks of 30 t to the dump instead of a conveyor."""
    folder = tmp_path_factory.mktemp("run")
    conveyor = 'to = "dump.msw"\nmode = "conveyor"'
    truck = 'to = "dump.msw"\nmode = "truck"\nloading_rate = "3000 t/d"\nlot = "30 t"\ntransit = "3 h"\ndistance = "4 km"'
    text = SMALL.read_text(encoding="utf-8")
    assert conveyor in text
    (folder / "a.toml").write_text(text.replace(conveyor, truck), encoding="utf-8")
    return run(folder / "a.toml", folder / "a.h5")


def test_every_stock_changes_by_what_came_and_went(trucks):
    with xarray.open_dataset(trucks) as data:
        assert "refused" in data.shipment_item
        for name in data.stock_id.values:
            level = data.stock.sel(stock_id=name).values
            change = np.diff(level, prepend=data.stock_initial.sel(stock_id=name))
            came = data.flow.where(data.flow_to == name).sum("flow_id").values
            # a shipment leaves before it arrives: what a route took is in the table of shipments
            arcs = data.flow.where((data.flow_from == name) & (data.flow_kind != "shipment"))
            loaded = data.shipment.sel(shipment_item="loaded").where(data.route_from == name)
            went = arcs.sum("flow_id").values + loaded.sum("route").values
            lost = data.uncontrolled.sel(stock_id=name).values
            assert change == pytest.approx(came - went - lost, abs=1e-6), name
            inflow = data.stock_inflow.sel(stock_id=name).values
            assert inflow == pytest.approx(came, abs=1e-6), name


def test_shipments_lose_nothing_on_the_way(trucks):
    with xarray.open_dataset(trucks) as data:
        route = data.shipment.sel(route="to_dump")
        loaded, received, under_way, refused = (
            route.sel(shipment_item=item).values
            for item in ("loaded", "received", "under_way", "refused")
        )
        assert loaded.sum() > 30_000  # 100 t a day that the market does not take
        assert np.diff(under_way, prepend=0) == pytest.approx(loaded - received - refused, abs=1e-6)
        assert (refused == 0).all()
        assert received == pytest.approx(data.flow.sel(flow_id="to_dump").values)
        lots = route.sel(shipment_item="lots_sent").sum()
        assert lots * 30 == pytest.approx(loaded.sum(), abs=60)


def test_the_account_closes_by_substance_and_by_element(trucks):
    with xarray.open_dataset(trucks) as data:
        for table in (data.balance, data.balance_element):
            item = {str(name): table.sel(balance_item=name).values for name in data.balance_item.values}
            left = item["initial"] + item["in"] + item["converted"]
            assert left == pytest.approx(item["out"] + item["final"] + item["residual"], abs=1e-6)
            assert (item["relative_residual"] < 1e-9).all()


def test_a_result_repeats_its_run(trucks, tmp_path):
    run(trucks, tmp_path / "again.h5")
    with h5py.File(trucks) as first, h5py.File(tmp_path / "again.h5") as again:
        names = [name for name in first if isinstance(first[name], h5py.Dataset)]
        assert set(names) == {n for n in again if isinstance(again[n], h5py.Dataset)}
        for name in names:
            assert first[name].dtype == again[name].dtype
            assert np.array_equal(
                first[name][()], again[name][()], equal_nan=first[name].dtype.kind == "f"
            ), name


def test_what_is_written_does_not_change_what_happens(trucks, tmp_path):
    scenario = trucks.with_suffix(".toml")
    daily = run(scenario, tmp_path / "daily.h5", "--every", "day")
    with xarray.open_dataset(trucks) as by_month, xarray.open_dataset(daily) as by_day:
        assert by_day.sizes["time"] == 365
        ends = by_day.stock.sel(time=by_month.time)
        assert np.array_equal(ends.values, by_month.stock.values)
        assert by_day.lost_h.sum() == pytest.approx(by_month.lost_h.sum().item())

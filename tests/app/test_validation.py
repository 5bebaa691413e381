"""scripts/validate: figures of a scenario small enough to be reckoned by hand, and the pages made of them."""
import csv
import subprocess
import sys

import pytest

from program import PROGRAM, SOURCE

sys.path.insert(0, str(SOURCE / "scripts"))

from validation import page  # noqa: E402
from validation.figures import Results  # noqa: E402

# 300 t/d of waste in 2020 (366 days), 360 t/d from 2021-07-01 (184 days of 2021) on; a market takes 200, the dump the rest.
# Both stores are full at the start, so the rates are there from the first instant.
TOWN = """
format = 1
name = "Town"
start = 2020-01-01
end = 2021-12-31

[output]
every = "month"
series = [{ match = "*" }, { match = "to_market", substances = ["water"] }]

[[facility]]
id = "town"
kind = "source"
material = "msw"
rate = "300 t/d"
stocks.msw = { capacity = "100 t", initial = "100 t" }

[[facility]]
id = "dump"
kind = "warehouse"
materials = ["msw"]
storage = "1000 kt"

[[facility]]
id = "market"
kind = "market"
material = "msw"
demand = "200 t/d"
stocks.msw = { capacity = "1000 t", initial = "1000 t" }

[[route]]
id = "to_market"
from = "town.msw"
to = "market.msw"
mode = "conveyor"

[[route]]
id = "to_dump"
from = "town.msw"
to = "dump.msw"
mode = "conveyor"
only_when = "full"

[[event]]
id = "town_grows"
on = 2021-07-01
set = { "town.rate" = "360 t/d" }
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    (folder / "town.toml").write_text(TOWN, encoding="utf-8")
    subprocess.run([PROGRAM, "run", folder / "town.toml", "-o", folder / "town.h5", "--quiet"], check=True)
    return Results(folder / "town.h5")


@pytest.mark.parametrize(
    "row, expected",
    [
        (dict(ids="to_market", operation="sum"), 200 * 366),
        (dict(ids="to_market", operation="sum", factor="0.001"), 0.2 * 366),
        (dict(ids="to_market", operation="daily"), 200),
        (dict(ids="to_dump", operation="daily", year_of_run="2021"), 100 + 60 * 184 / 365),
        (dict(ids="to_dump", operation="highest_day", year_of_run="2021"), 160),
        (dict(ids="to_market; to_dump", operation="sum", year_of_run="2021"), 300 * 365 + 60 * 184),
        (dict(ids="to_*; to_dump", operation="sum", year_of_run="2021"), 300 * 365 + 60 * 184),
        (dict(ids="to_dump", operation="ratio", per="to_market", year_of_run="2021"), (100 * 365 + 60 * 184) / (200 * 365)),
        (dict(ids="2 * to_market; -1 * to_market", operation="daily"), 200),
        (dict(ids="to_market; 1 * dump.msw @ stock_inflow", operation="daily", year_of_run="2021"), 300 + 60 * 184 / 365),
        (dict(ids="to_market", operation="daily", versus="growth 2020", year_of_run="2021"), 0),
        (dict(ids="to_market", operation="sum", versus="growth 2020", year_of_run="2021"), 365 / 366 - 1),
        (dict(ids="to_dump; to_market", operation="daily", versus="growth 2020", year_of_run="2021", factor="100"), 60 * 184 / 365 / 300 * 100),
        (dict(ids="to_market", operation="sum", versus="fall 2020", year_of_run="2021"), 200),
    ],
)
def test_a_figure_is_what_one_reckons_by_hand(results, row, expected):
    got = results.compute({"dataset": "flow", "year": "2020", **row})
    assert got == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_a_stock_is_read_at_the_end_of_the_year(results):
    inflow = results.compute({"dataset": "stock_inflow", "ids": "dump.msw", "operation": "sum", "year": "2020"})
    level = results.compute({"dataset": "stock", "ids": "dump.msw", "operation": "last", "year": "2020"})
    assert level == pytest.approx(inflow)


def test_names_of_two_axes_are_joined_by_a_colon(results):
    water = results.compute({"dataset": "flow_substance", "ids": "to_market:water", "operation": "daily", "year": "2020"})
    assert 0 < water < 200


@pytest.mark.parametrize(
    "row, said",
    [
        (dict(ids="to_moon", operation="sum"), "to_moon"),
        (dict(ids="to_market", operation="sum", year="2031"), "2031"),
        (dict(ids="to_market", operation="product"), "product"),
        (dict(ids="to_market", operation="sum", versus="since 2020"), "since 2020"),
        (dict(ids="to_market @ nowhere", operation="sum"), "nowhere"),
    ],
)
def test_what_the_results_do_not_hold_is_named(results, row, said):
    with pytest.raises(KeyError, match=said):
        results.compute({"dataset": "flow", "year": "2020", **row})


def line(status, reported, simulated, bound=""):
    return {"status": status, "reported_value": reported, "simulated": simulated, "bound": bound}


def test_only_independent_rows_count_and_more_than_is_missed_only_from_below():
    rows = [
        line("independent", 100, 109),
        line("independent", 100, 76),
        line("independent", 100, 300),
        line("independent", 100, 300, "more"),
        line("independent", 100, 50, "more"),
        line("independent", 100, float("nan")),
        line("input", 100, 100),
        line("design, planned", 100, 100),
    ]
    count = page.tally(rows)
    assert count["rows"] == 8 and count["independent"] == 6 and count["input"] == 1 and count["design, planned"] == 1
    assert count["within 10 %"] == 2  # 109, and 300 of "more than 100"
    assert count["within 25 %"] == 3


def test_every_row_of_every_region_has_a_known_status_source_and_remark():
    for definition in SOURCE.glob("scenarios/*/validation.csv"):
        for row in csv.DictReader(definition.open(encoding="utf-8", newline="")):
            assert row["status"] in page.STATUSES, (definition, row["id"])
            assert row["source"] and row["remark"], (definition, row["id"])

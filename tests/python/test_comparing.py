"""Runs side by side, by hand: the stop of ten days costs the plant 2,000 t in February."""
import pytest

import huan


def test_a_column_per_run_and_the_difference_from_the_first(town, running):
    table = huan.compare({"as planned": running, "stop": town}, "flow", "town_to_*", by="month")
    assert table.columns.tolist() == ["as planned", "stop", "stop - as planned"]
    assert table.loc[("town_to_plant", "2025-02")].tolist() == pytest.approx([5600, 3600, -2000])
    assert table.loc[("town_to_landfill", "2025-03")].tolist() == pytest.approx([3100, 3100, 0])


def test_differences_come_largest_first_and_equal_lines_not_at_all(town, running):
    table = huan.differences(running, town, "flow", "town*", "world.msw>*")
    assert set(table.index.get_level_values(0)) == {"town_to_plant", "town_to_landfill"}
    assert table["difference"].tolist() == pytest.approx([2000, -2000]) or table["difference"].tolist() == pytest.approx([-2000, 2000])
    assert table.loc["town_to_plant"]["relative"].item() == pytest.approx(-2000 / 73_000)


def test_a_line_of_one_run_only_counts_nothing_in_the_other(town, running):
    table = huan.differences(running, town, "lost_h", "plant.*")
    assert table.loc["plant.run:switched_off"][["base", "other"]].values.tolist() == [pytest.approx([0, 240])]


def test_wrong_comparisons_are_refused(town, running):
    with pytest.raises(huan.HuanError, match="two runs at least"):
        huan.compare({"one": town}, "flow")
    with pytest.raises(huan.UnknownName, match="did you mean 'flow'"):
        huan.compare({"one": town, "two": running}, "flows")


def test_lines_that_share_a_name_are_kept_apart(town, running):
    twins = huan.Results(town.data.assign_coords(process_name=("process", ["Same"] * town.data.sizes["process"])))
    table = huan.compare({"stop": twins, "no stop": running}, "throughput", "plant.run", "landfill.bury", language="en", by="all")
    assert table.index.get_level_values(0).tolist() == ["Same (landfill.bury)", "Same (plant.run)"]
    assert table["no stop - stop"].tolist() == pytest.approx([-2000, 2000])


def test_runs_with_other_intervals_are_compared_by_what_they_share(town, running):
    daily = huan.run(town.path, every="day")
    assert len(huan.differences(town, daily, "flow")) == 0


def test_runs_of_other_length_are_compared_where_they_overlap_and_never_as_a_whole(town):
    short = huan.run(town.path, set={"end": "2025-06-30"})
    with pytest.raises(huan.HuanError, match="do not cover the same time.*by='year'"):
        huan.differences(town, short, "flow")
    assert len(huan.differences(town, short, "flow", by="month")) == 0
    table = huan.compare({"year": town, "half": short}, "flow", "town_to_plant", by="month")
    assert table.loc[("town_to_plant", "2025-06")].tolist() == pytest.approx([6000, 6000, 0])
    assert table["half"].isna().sum() == 6

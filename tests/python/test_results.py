"""Results are opened, chosen from by name, gathered and turned into tables; every expected number is worked by hand from town.toml."""
import shutil
import warnings

import h5py
import pytest
import xarray

import huan

DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
BURNED = [200 * (days - (10 if month == 1 else 0)) for month, days in enumerate(DAYS)]


def test_a_results_file_is_an_xarray_dataset_with_a_title(town):
    assert isinstance(town.data, xarray.Dataset)
    assert (town.title, town.title_zh, town.period) == ("Willow Town", "柳镇", "2025-01 to 2025-12")
    assert "[[facility]]" in town.scenario
    assert town.tables["flow"] == "moved in the interval [t]" and "time_bounds" not in town.tables
    assert "Willow Town" in repr(town) and "12 intervals" in repr(town)


@pytest.mark.parametrize("name", ["town_to_plant", "*to_plant", "柳镇居民 → 焚烧厂*", "TOWN → waste-to-energy PLANT*"])
def test_a_flow_is_found_by_id_pattern_english_and_chinese_name(town, name):
    if "→" in name:  # names of flows are put together from those of their ends
        language = "zh" if "柳" in name else "en"
        assert any(huan.names.matching(name, [town.labels("flow_id", language)]))
        return
    assert town.select("flow", name).flow_id.values.tolist() == ["town_to_plant"]


def test_stocks_are_found_by_a_part_of_their_chinese_name(town):
    assert town.select("stock", "焚烧厂").stock_id.values.tolist() == ["plant.msw"]
    assert set(town.find("焚烧")["id"]) >= {"plant", "plant.msw", "plant.run"}


def test_a_whole_id_is_preferred_to_its_parts(town):
    assert huan.names.matching("plant", [["plant", "plant_2", "my plant"]]) == [0]
    assert huan.names.matching("lan", [["plant", "plant_2", "my plant"]]) == [0, 1, 2]
    assert huan.names.matching("a.b", [["aXb", "a.b"]]) == [1]
    assert huan.names.matching("a[b*", [["a[bc", "ab"]]) == [0]


def test_columns_choose_and_all_conditions_hold_at_once(town):
    to_landfill = town.select("flow", material="msw", to="landfill.*", from_="town.*")
    assert to_landfill.flow_id.values.tolist() == ["town_to_landfill"]
    assert town.select("flow", facility="填埋场", from_="town.msw").flow_id.values.tolist() == ["town_to_landfill"]
    with pytest.raises(huan.UnknownName, match="no line for which all of this holds"):
        town.select("flow", "town_to_plant", to="landfill.msw")


def test_months_are_as_reckoned_by_hand(town):
    flow = town.frame("flow", "town_to_*", by="month")
    assert flow.index.tolist()[:2] == ["2025-01", "2025-02"]
    assert flow["town_to_plant"].values == pytest.approx(BURNED)
    assert flow["town_to_landfill"].values == pytest.approx([300 * d - b for d, b in zip(DAYS, BURNED)])


def test_amounts_are_summed_levels_taken_at_the_end_shares_worked_out_anew(town):
    assert town.frame("flow", "town_to_plant", by="quarter").iloc[0, 0] == pytest.approx(sum(BURNED[:3]))
    assert town.frame("flow", "town_to_plant", by="year").loc["2025"].item() == pytest.approx(sum(BURNED))
    assert town.frame("stock", "town.msw", by="year").loc["2025"].item() == pytest.approx(600)
    assert town.frame("stock_max", "plant.msw", by="all").iloc[0, 0] == pytest.approx(1000)
    share = town.frame("activity", "plant.run", by="year").loc["2025"].item()
    assert share == pytest.approx(355 / 365)  # switched off while it was open: what it could have done counts those days


def test_a_second_axis_is_laid_beside_the_first(town):
    zinc = town.frame("flow_substance", "town_to_plant", substance="Zn", by="year")
    assert zinc.columns.tolist() == ["town_to_plant:Zn"]
    assert zinc.iloc[0, 0] == pytest.approx(sum(BURNED) * 4e-4)  # msw holds 400 g Zn per t: huan models, materials
    assert town.select("emission", "焚烧厂", item="co2_fossil").shape == (12, 1, 1)


def test_bottlenecks_say_who_was_held_back_by_what_and_how_long(town):
    table = town.bottlenecks("plant.*")
    assert table[["process", "cause", "unit"]].values.tolist() == [["plant.run", "switched_off", "t"]]
    assert table[["hours", "lost"]].values.tolist() == [pytest.approx([240, 2000])]
    monthly = town.bottlenecks("焚烧厂", by="month", language="zh")
    assert monthly["time"].tolist() == ["2025-02"] and monthly["process"].iloc[0].startswith("焚烧厂")
    landfill = town.bottlenecks("landfill.bury")
    assert len(town.bottlenecks("town.arises")) == 0  # lost nothing
    assert landfill[["cause", "stock"]].values.tolist() == [["starved", "landfill.msw"]]


def test_the_log_names_what_happened(town):
    log = town.events()
    assert log["what"].tolist()[0] == "scripted" and log["who"].tolist()[0] == "february"
    assert str(log["time"].iloc[0]) == "2025-02-01 00:00:00"
    with pytest.raises(huan.UnknownName, match="did you mean 'february'"):
        town.events("febuary")


def test_the_sankey_table_has_the_columns_of_floweaver(town):
    table = town.sankey(by="month")
    assert table.columns.tolist() == ["source", "target", "type", "value", "time"]
    february = table[(table.time == "2025-02") & (table.source == "town")]
    assert {(r.target, r.type): r.value for r in february.itertuples()} == {
        ("plant", "msw"): pytest.approx(3600), ("landfill", "msw"): pytest.approx(4800)}
    assert not (table.source == table.target).any()


def test_what_leaves_to_the_air_is_called_offgas(town):
    assert set(town.sankey("plant.run>world.air")["type"]) == {"offgas"}


def test_the_sankey_table_speaks_chinese_and_knows_substances(town):
    zinc = town.sankey(substance="Zn", language="zh", material="msw")
    values = {(r.source, r.target): r.value for r in zinc.itertuples()}
    assert values["柳镇居民", "焚烧厂"] == pytest.approx(sum(BURNED) * 4e-4)
    arcs = town.sankey("town_to_plant", level="arc")
    assert arcs[["source", "target"]].values.tolist() == [["town.msw", "plant.msw"]]


def test_facilities_that_share_a_name_are_kept_apart(town):
    twins = huan.Results(town.data.assign_coords(facility_name=("facility", ["Same"] * town.data.sizes["facility"])))
    named = twins.sankey("town_to_plant", language="en")
    assert named[["source", "target"]].values.tolist() == [["Same (town)", "Same (plant)"]]


def test_every_table_of_the_file_can_be_gathered(town):
    for table in town.tables:
        assert len(town.frame(table, by="year")) == 1, table


# ---- Wrong input ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ask, answer", [
    (lambda r: r["flwo"], "no table 'flwo'; did you mean 'flow'"),
    (lambda r: r.select("flow", "town_to_plnt"), "no flow in 'flow' 'town_to_plnt'; did you mean 'town_to_plant'"),
    (lambda r: r.select("stock", "焚烧广：生活垃圾（入厂）"), "did you mean '焚烧厂：生活垃圾（入厂）'"),
    (lambda r: r.select("flow", "*plnat"), "no flow in 'flow'"),
    (lambda r: r.select("flow", materal="msw"), "'materal'; did you mean 'material'"),
    (lambda r: r.select("flow", material="mws"), "'mws'; did you mean 'msw'"),
    (lambda r: r.select("flow_substance", substance="Zinc"), "'Zinc'"),
    (lambda r: r.select("balance"), "no time axis"),
    (lambda r: r.frame("flow", by="weak"), "'weak'"),
    (lambda r: r.frame("flow", language="cn"), "no language 'cn'; there are id, en, zh"),
    (lambda r: r.find("planet X"), "no name 'planet X'"),
    (lambda r: r.sankey(level="plant"), "no level 'plant'"),
    (lambda r: r.sankey(substance="*"), "several substances"),
])
def test_a_name_that_is_not_there_gets_a_hint(town, ask, answer):
    with pytest.raises(huan.HuanError) as fault:
        ask(town)
    assert answer in str(fault.value)


def test_results_without_substances_say_how_to_get_them(running):
    without = huan.Results(running.data.drop_vars("flow_substance"))
    with pytest.raises(huan.HuanError, match=r"huan.run\(\.\.\., substances=\['Zn'\]\)"):
        without.sankey(substance="Zn")


def test_what_is_no_results_file_is_refused_with_the_reason(town, tmp_path):
    text, foreign, cut, newer, part = (tmp_path / name for name in ("a.h5", "b.h5", "c.h5", "d.h5", "e.h5.part"))
    text.write_text("not HDF5")
    with h5py.File(foreign, "w") as file:
        file["x"] = [1, 2]
    cut.write_bytes(town.path.read_bytes()[:20_000])
    shutil.copy(town.path, newer)
    with h5py.File(newer, "a") as file:
        file.attrs["huan_format"] = 2
    shutil.copy(town.path, part)
    for path, reason in [(tmp_path / "none.h5", "no such file"), (text, "cannot be read as HDF5"), (foreign, "no results of huan"),
                         (cut, "cannot be read as HDF5"), (newer, "layout 2"), (part, "huan recover"), (tmp_path, "cannot be read")]:
        with pytest.raises(huan.NotResults) as fault:
            huan.open(path)
        assert reason in str(fault.value) and str(path) in str(fault.value)


def test_results_with_the_right_mark_and_nothing_else_are_refused(tmp_path):
    with h5py.File(tmp_path / "hollow.h5", "w") as file:
        file.attrs["huan_format"] = 1
    with pytest.raises(huan.NotResults, match="damaged: it has no period, time, time_bounds"):
        huan.open(tmp_path / "hollow.h5")
    with h5py.File(tmp_path / "hollow.h5", "a") as file:
        file.attrs["huan_format"] = [1, 1]
    with pytest.raises(huan.NotResults, match="layout"):
        huan.open(tmp_path / "hollow.h5")


def test_a_table_whose_bytes_are_damaged_is_named(town, tmp_path):
    path = tmp_path / "bad.h5"
    shutil.copy(town.path, path)
    with h5py.File(path) as file:
        chunk = file["throughput"].id.get_chunk_info(0)
    with open(path, "r+b") as file:
        file.seek(chunk.byte_offset)
        file.write(b"\xff" * chunk.size)
    with huan.open(path) as bad:
        assert bad.frame("flow", "town_to_plant").shape == (12, 1)
        with pytest.raises(huan.NotResults, match="'throughput' cannot be read, the file is damaged"):
            bad.frame("throughput", by="year")


def test_opening_says_nothing_and_a_block_closes_the_file(town):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with huan.open(town.path) as again:
            assert again.frame("flow", "town_to_plant").shape == (12, 1)

"""Pictures hold what they should: the lines, their values, capacities, and Chinese that is drawn with a Chinese font."""
import warnings

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib import font_manager

import huan
from huan import fonts


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def drawn(ax):
    """Draws the picture; a character without a glyph is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax.figure.canvas.draw()


def test_a_series_is_drawn_with_its_names_and_unit(town):
    ax = town.plot.series("flow", "town_to_*")
    drawn(ax)
    to_landfill, to_plant = legend(ax)
    assert to_landfill.startswith("Town → Landfill: Municipal solid waste") and to_plant.startswith("Town → Waste-to-energy plant: ")
    assert ax.get_ylabel() == "flow [t]"
    assert ax.lines[1].get_ydata()[1] == pytest.approx(3600)
    assert ax.yaxis.get_major_formatter()(1_500_000, 0) == "1,500,000"


def test_chinese_is_drawn(town):
    assert len(fonts.families()) == 2, "install fonts-noto-cjk"
    ax = town.plot.series("throughput", "焚烧厂", by="quarter", language="zh")
    drawn(ax)
    assert legend(ax) == ["焚烧厂：run"]
    font = font_manager.findfont(fonts.families()[1], fallback_to_default=False)
    assert font


def test_without_a_chinese_font_a_warning_says_what_to_install(town, monkeypatch):
    monkeypatch.setattr(fonts, "families", lambda: ["DejaVu Sans"])
    with pytest.warns(UserWarning, match="fonts-noto-cjk"):
        town.plot.series("throughput", "焚烧厂", language="zh")


def test_stocks_are_drawn_against_their_capacity(town):
    ax = town.plot.stocks("plant.msw", "landfill.landfilled_mass", language="id")
    drawn(ax)
    levels = [line for line in ax.lines if len(line.get_xdata()) == 12]
    dashed = [line for line in ax.lines if line.get_linestyle() == "--" and len(line.get_xdata()) == 2]
    assert len(levels) == 2 and [line.get_ydata()[0] for line in dashed] == [1000]  # the landfill is unbounded
    assert dashed[0].get_color() == levels[1].get_color() and legend(ax)[-1] == "capacity"


def test_bottlenecks_are_bars_of_hours(town):
    ax = town.plot.bottlenecks(language="zh")
    drawn(ax)
    assert [t.get_text() for t in ax.get_yticklabels()] == ["焚烧厂：run", "填埋场：bury"]
    assert legend(ax) == ["停用", "缺料"] and max(p.get_width() for p in ax.patches) == pytest.approx(8575.2)


def test_flows_are_stacked_and_the_rest_is_one_band(town, monkeypatch):
    ax = town.plot.stacked("flow", "town_to_*")
    drawn(ax)
    assert ax.get_ylim()[1] > 9300 and len(ax.collections) == 2
    monkeypatch.setattr("huan.plots.MANY", 3)
    moving = (town["flow"].sum("time") > 0).sum().item()
    assert legend(town.plot.stacked("flow"))[-1] == f"rest ({moving - 3})"
    assert len(town.plot.series("flow").lines) == 3


def test_a_long_legend_makes_the_picture_higher_but_only_ours(town):
    assert town.plot.series("flow").figure.get_figheight() > town.plot.series("flow", "town_to_plant").figure.get_figheight() + 1
    mine = plt.figure(figsize=(9, 4))
    town.plot.series("flow", ax=mine.add_subplot())
    assert mine.get_figheight() == 4


def test_what_leaves_to_the_air_is_labelled_offgas(town):
    assert town.frame("flow", "plant.run>world.air", language="zh").columns.tolist() == ["焚烧厂 → world.air: 烟气"]


def test_runs_are_drawn_side_by_side(town, running):
    ax = town.plot.compare({"no stop": running}, "throughput", "plant.run", by="month", name="stop")
    drawn(ax)
    assert legend(ax) == ["Waste-to-energy plant: run (stop)", "Waste-to-energy plant: run (no stop)"]
    assert ax.lines[0].get_color() == ax.lines[1].get_color() and ax.lines[1].get_linestyle() == "--"


def test_an_axes_that_is_given_is_drawn_into(town):
    ax = plt.figure().add_subplot()
    assert town.plot.series("flow", "town_to_plant", ax=ax) is ax


def test_what_cannot_be_drawn_says_why(town, running):
    with pytest.raises(huan.HuanError, match="below 0"):
        negative = huan.Results(town.data.assign(flow=-town["flow"]))
        negative.plot.stacked("flow", "town_to_plant")
    with pytest.raises(huan.HuanError, match="nothing was lost"):
        running.plot.bottlenecks("plant.*")
    with pytest.raises(huan.HuanError, match="told apart"):
        town.plot.compare({str(i): running for i in range(4)}, "flow")
    with pytest.raises(huan.UnknownName, match="did you mean"):
        town.plot.series("trhoughput")
    assert np.isfinite(town["flow"].values).all()

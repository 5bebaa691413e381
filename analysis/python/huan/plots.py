"""Pictures in one line each. Every method gives matplotlib's Axes: `.figure.savefig("picture.png")` keeps it."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, List, Mapping, Optional, Sequence, Union

import numpy as np
import pandas as pd

from .errors import HuanError
from .times import PERIODS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .results import Results

Where = Union[str, Sequence[str]]
MANY = 12  # lines that a picture shows one by one; the smaller rest is drawn as one
# Okabe and Ito's colours, which the colour-blind can tell apart; then the same again, dashed
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7", "#000000", "#F0E442")
CAUSES = {"down": "#D55E00", "switched_off": "#CC79A7", "closed": "#000000", "season": "#999999", "starved": "#E69F00",
          "blocked": "#0072B2", "min_load": "#56B4E9"}  # of losses, with a colour
CAUSES_ZH = {"down": "故障检修", "switched_off": "停用", "closed": "未开业或关闭", "season": "季节", "starved": "缺料", "blocked": "堵塞",
             "min_load": "低于最低负荷"}


class Plots:
    """`results.plot`. `language`: id, en or zh labels the lines; `ax` draws into an existing picture."""

    def __init__(self, results: "Results") -> None:
        self._results = results

    def series(self, table: str, *patterns: str, by: Optional[str] = None, language: str = "en", ax: Optional["Axes"] = None,
               **where: Where) -> "Axes":
        """Lines over time. More than 12: the largest 12."""
        wide = self._wide(table, patterns, where, by, language)
        kept = largest(wide, MANY)
        ax = axes(ax)
        for i, name in enumerate(kept.columns):
            ax.plot(kept.index, kept[name].to_numpy(), color=COLOURS[i % 8], linestyle="-" if i < 8 else "--", label=str(name))
        if kept.shape[1] < wide.shape[1]:
            note(ax, f"{kept.shape[1]} / {wide.shape[1]}")
        return finish(ax, self._said(table, language), self._unit(table, patterns, where), language)

    def stacked(self, table: str, *patterns: str, by: Optional[str] = None, language: str = "en", ax: Optional["Axes"] = None,
                **where: Where) -> "Axes":
        """Lines on top of each other; beyond the largest 12 the rest is one band. For amounts, which add up."""
        wide = self._wide(table, patterns, where, by, language)
        if float(wide.min().min()) < 0:
            raise HuanError(f"'{table}' has values below 0 here, which cannot be stacked; draw them with plot.series")
        wide = wide.loc[:, (wide > 0).any() | (not (wide > 0).any().any())]  # without the lines that are 0 throughout
        kept = largest(wide, MANY)
        rest = wide.drop(columns=kept.columns)
        if rest.shape[1]:
            kept = kept.assign(**{("其余{}项" if language == "zh" else "rest ({})").format(rest.shape[1]): rest.sum(axis=1)})
        ax = axes(ax)
        colours = [COLOURS[i % 8] if i < 8 else lighter(COLOURS[i % 8]) for i in range(kept.shape[1])]
        ax.stackplot(kept.index, kept.fillna(0).to_numpy().T, labels=[str(c) for c in kept.columns], colors=colours, linewidth=0)
        return finish(ax, self._said(table, language), self._unit(table, patterns, where), language)

    def stocks(self, *patterns: str, language: str = "en", ax: Optional["Axes"] = None, **where: Where) -> "Axes":
        """Levels of stocks, and as a dashed line of the same colour the capacity of each, where it is bounded."""
        chosen = self._results.select("stock", *patterns, **where)
        wide = self._wide("stock", patterns, where, None, language)
        kept = largest(wide, 8)
        room = dict(zip(wide.columns, chosen["stock_capacity"].values))
        ax = axes(ax)
        for i, name in enumerate(kept.columns):
            ax.plot(kept.index, kept[name].to_numpy(), color=COLOURS[i], label=str(name))
            if np.isfinite(room[name]):
                ax.axhline(float(room[name]), color=COLOURS[i], linestyle="--", linewidth=1)
        if any(np.isfinite(room[name]) for name in kept.columns):
            ax.plot([], [], color="#666666", linestyle="--", linewidth=1, label="容量" if language == "zh" else "capacity")
        if kept.shape[1] < wide.shape[1]:
            note(ax, f"{kept.shape[1]} / {wide.shape[1]}")
        return finish(ax, self._said("stock", language), "t", language)

    def bottlenecks(self, *patterns: str, largest: int = 15, language: str = "en", ax: Optional["Axes"] = None, **where: Any) -> "Axes":
        """Processes that lost most full-load hours in the whole run, and to what: `results.bottlenecks` drawn."""
        table = self._results.bottlenecks(*patterns, **where)
        if table.empty:
            raise HuanError("nothing was lost here, but to seasons or while closed; results.bottlenecks(every=True) lists those too")
        hours = table.pivot_table(index="process", columns="cause", values="hours", aggfunc="sum").fillna(0)
        hours = hours.loc[hours.sum(axis=1).nlargest(largest).index[::-1]]
        hours = hours.loc[:, (hours > 0).any()]
        ax = axes(ax, height=1.5 + 0.3 * len(hours))
        left = np.zeros(len(hours))
        for cause in (c for c in CAUSES if c in hours.columns):
            ax.barh(np.arange(len(hours)), hours[cause].to_numpy(), left=left, color=CAUSES[cause],
                    label=CAUSES_ZH[cause] if language == "zh" else cause)
            left = left + hours[cause].to_numpy()
        name = dict(zip(self._results.labels("process"), self._results.labels("process", language)))
        ax.set_yticks(np.arange(len(hours)), labels=[shortened(name[str(process)]) for process in hours.index])
        ax.set_xlabel("损失的满负荷小时数 [h]" if language == "zh" else "full-load hours lost [h]")
        ax.set_title((language == "zh" and self._results.title_zh) or self._results.title)
        return finish(ax, "", "", language)

    def compare(self, others: Mapping[str, "Results"], table: str, *patterns: str, by: Optional[str] = None, language: str = "en",
                name: str = "base", ax: Optional["Axes"] = None, **where: Where) -> "Axes":
        """The same lines in several runs: a colour per line, a dash per run; this one, drawn solid, is called `name`."""
        ax = axes(ax)
        styles = ["-", "--", ":", "-."]
        runs = {name: self._results, **others}
        if len(runs) > len(styles):
            raise HuanError(f"{len(runs)} runs in one picture cannot be told apart; draw {len(styles)} at most")
        first = largest(self._wide(table, patterns, where, by, language), 8)
        for style, (run_name, run) in zip(styles, runs.items()):
            wide = run.plot._wide(table, patterns, where, by, language)
            for i, line in enumerate(c for c in first.columns if c in wide.columns):
                ax.plot(wide.index, wide[line].to_numpy(), color=COLOURS[i], linestyle=style, label=f"{line} ({run_name})")
        return finish(ax, self._said(table, language), self._unit(table, patterns, where), language)

    # ---- Inside --------------------------------------------------------------------------------------------------------

    def _wide(self, table: str, patterns: Sequence[str], where: Mapping[str, Any], by: Optional[str], language: str) -> pd.DataFrame:
        """What is drawn: a row per point in time, a column per line."""
        named = self._results.frame(table, *patterns, by=by, language=language, **where)
        if by in ("month", "quarter", "year"):
            named.index = pd.PeriodIndex(named.index, freq=PERIODS[by]).to_timestamp()
        return named

    def _said(self, table: str, language: str) -> str:
        """What the axis of values is called."""
        said = self._results[table].attrs.get("long_name_zh") if language == "zh" else None
        return str(said or table)

    def _unit(self, table: str, patterns: Sequence[str], where: Mapping[str, Any]) -> str:
        """Of the table, or of its lines where they all have the same one."""
        array = self._results.select(table, *patterns, **where)
        columns = [str(c) for c in array.coords if str(c).endswith("_unit")]
        units = {str(v) for c in columns for v in np.atleast_1d(array[c].values)} if table != "activity" else set()
        return units.pop() if len(units) == 1 else str(array.attrs.get("units", "1"))


def axes(ax: Optional["Axes"], height: float = 4.5) -> "Axes":
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    made, ax = plt.subplots(figsize=(9, height), layout="constrained")
    made.huan_made = True  # a picture of ours, which `finish` may make higher
    return ax


def largest(wide: pd.DataFrame, count: int) -> pd.DataFrame:
    """The columns with the largest mean, in their own order."""
    if wide.shape[1] <= count:
        return wide
    kept = set(np.argsort(-wide.abs().mean().fillna(0).to_numpy(), kind="stable")[:count])
    return wide.iloc[:, [i for i in range(wide.shape[1]) if i in kept]]


def shortened(name: str, length: int = 60) -> str:
    return name if len(name) <= length else name[: length - 1] + "…"


def width(text: str) -> int:
    """A Chinese character is as wide as two others."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def lighter(colour: str) -> Any:
    from matplotlib.colors import to_rgb

    return tuple(0.5 + 0.5 * c for c in to_rgb(colour))


def note(ax: "Axes", text: str) -> None:
    ax.annotate(text, (1, 1), xycoords="axes fraction", ha="right", va="bottom", fontsize="small")


def figure(value: float, _: object = None) -> str:
    """1,500,000, not 1.5e6."""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.4g}"


def finish(ax: "Axes", table: str, unit: str, language: str) -> "Axes":
    """Axis labels, legend, fonts."""
    from .fonts import dress

    if table:
        ax.set_ylabel(table if unit in ("", "1") else f"{table} [{unit}]")
        lowest, highest = ax.get_ylim()
        ax.set_ylim(bottom=0.0 if lowest > -0.06 * highest else lowest)
        ax.yaxis.set_major_formatter(figure)
    else:
        ax.xaxis.set_major_formatter(figure)
    handles, labels = ax.get_legend_handles_labels()
    if handles:
        below: List[str] = [shortened(label, 100) for label in labels]
        columns = 2 if len(below) > 3 and max(map(width, below)) <= 60 else 1
        rows = -(-len(below) // columns)
        if rows > 4 and getattr(ax.figure, "huan_made", False):  # the legend takes no room from the picture
            ax.figure.set_figheight(ax.figure.get_figheight() + 0.2 * (rows - 4))
        ax.legend(handles, below, fontsize="small", frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=columns)
    ax.spines[["top", "right"]].set_visible(False)
    dress(ax.figure)
    return ax

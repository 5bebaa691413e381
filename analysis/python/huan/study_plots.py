"""Pictures of a study: bands over time, one output against one factor."""
from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Union

import numpy as np
import pandas as pd

from .names import unknown
from .plots import COLOURS, axes, finish, note

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .studies import Study

MOST_POINTS = 5000


class StudyPlots:
    """`study.plot`. `language`: id, en or zh; `ax` draws into an existing picture."""

    def __init__(self, study: "Study") -> None:
        self._study = study

    def fan(self, output: str, language: str = "en", ax: Optional["Axes"] = None) -> "Axes":
        """In which band half of the runs lie, in which nine tenths, and the middle of them, over time."""
        row = self._study._one(output)
        bands = self._study.quantiles(output)
        times = pd.to_datetime(bands.index) if row["table"] == "series" and len(bands) else bands.index
        ax = axes(ax)
        words = ("90 % 的运行", "50 % 的运行", "中位数") if language == "zh" else ("90 % of the runs", "50 % of the runs", "median")
        for low, high, shade, word in ((0.05, 0.95, 0.2, words[0]), (0.25, 0.75, 0.35, words[1])):
            ax.fill_between(times, bands[low].to_numpy(), bands[high].to_numpy(), color=COLOURS[0], alpha=shade, linewidth=0, label=word)
        ax.plot(times, bands[0.5].to_numpy(), color=COLOURS[0], label=words[2])
        return finish(ax, self._study._label(row, language), row["unit"], language)

    def scatter(self, output: str, factor: str, at: Union[int, str, None] = None, language: str = "en", ax: Optional["Axes"] = None) -> "Axes":
        """The output against the level of a factor, a dot per good run; of more than 5,000 evenly chosen ones."""
        known = [str(name) for name in self._study.factors.index]
        if factor not in known:
            raise unknown("factor", factor, known)
        row = self._study._one(output)
        values = self._study.values(row["id"], at=at).iloc[:, 0]
        levels = self._study.design()[factor]
        kept = np.unique(np.linspace(0, len(values) - 1, min(len(values), MOST_POINTS)).astype(int)) if len(values) else []
        ax = axes(ax)
        ax.scatter(levels.iloc[kept].to_numpy(), values.iloc[kept].to_numpy(), s=8, alpha=0.5, linewidths=0, color=COLOURS[0])
        if len(kept) < len(values):
            note(ax, f"{len(kept)} / {len(values)}")
        unit = str(self._study.factors["unit"][factor])
        ax.set_xlabel(factor if unit in ("1", "option") or unit.startswith("days") else f"{factor} [{unit}]")
        return finish(ax, self._study._label(row, language), row["unit"], language)

"""Flows as a table of sources and targets."""
from __future__ import annotations

from typing import TYPE_CHECKING, Dict, Mapping, Optional, Sequence, Union

import pandas as pd

from .errors import HuanError
from .names import unknown
from .times import gathered

if TYPE_CHECKING:
    from .results import Results

COLUMNS = ["source", "target", "type", "value", "time"]


def sankey(results: "Results", patterns: Sequence[str], where: Mapping[str, Union[str, Sequence[str]]], by: str, level: str,
           substance: Optional[str], language: str) -> pd.DataFrame:
    """See Results.sankey. Flows that start and end at one place, and those that moved nothing, are left out."""
    if level not in ("facility", "arc"):
        raise unknown("level", level, ["facility", "arc"])
    table, stem, more = "flow", "flow", dict(where)
    if substance is not None:
        table, stem, more = "flow_substance", "selected_flow", {**where, "substance": substance}
        if table not in results.data:
            raise HuanError("these results hold no substances: run again with huan.run(..., substances=['Zn']), or give the scenario "
                            '[output] series = ["*", { match = "*", substances = ["Zn"] }]')
    flows = results.select(table, *patterns, **more)
    if substance is not None and flows.sizes["substance"] > 1:
        raise HuanError(f"'{substance}' stands for several substances: {', '.join(map(str, flows['substance'].values))}; choose one")
    values = gathered(results.data, table, flows, by)
    ends = [[str(v) for v in flows[f"{stem}_{end}"].values] for end in ("from", "to")]
    kinds = [str(v) for v in flows[f"{stem}_material"].values]
    if level == "facility":
        sites = set(results.labels("facility"))
        name = names_of(results, language)
        ends = [[name.get(site, site) for site in (site_of(end, sites) for end in column)] for column in ends]
    rows = [(source, target, kind, float(value), time)
            for i, (source, target, kind) in enumerate(zip(ends[0], ends[1], kinds)) if source != target
            for time, value in values.iloc[:, i].items() if abs(value) > 0]
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found.groupby(["source", "target", "type", "time"], as_index=False, sort=False)["value"].sum()[COLUMNS]


def site_of(end: str, sites: "set[str]") -> str:
    """The facility of a stock or process, or the end itself: outside the region there are none."""
    site = end.split(".", 1)[0]
    return site if site in sites else end


def names_of(results: "Results", language: str) -> Dict[str, str]:
    """Facility -> name. Facilities that share a name get their id behind it, so that none are thrown together."""
    from .results import apart

    ids = results.labels("facility")
    return dict(zip(ids, apart(results.labels("facility", language), ids)))

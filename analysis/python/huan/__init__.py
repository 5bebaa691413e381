"""Read huan's results, draw them, compare runs, and start runs from Python.

    import huan
    region = huan.open("xuchang.h5")
    region.plot.series("throughput", "xc_p28.grate", "xc_landfill.bury")

`open` and `run` give a `Results`: the file as an xarray Dataset (`.data`) with conveniences around it; `open_study` and `sweep`
the same for the thousands of runs of a study. Every mistake of the caller is a `HuanError` that says what to do. Handbook: docs/python.md.
"""
from .comparing import compare, differences
from .errors import HuanError, NotResults, ProgramNotFound, RunError, ScenarioError, UnknownName
from .program import Complaint, find_program, run, sweep
from .results import Results, open_results
from .studies import Study, open_study

open = open_results  # huan.open reads better than huan.open_results; the built-in is not used here

__all__ = [
    "Complaint", "HuanError", "NotResults", "ProgramNotFound", "Results", "RunError", "ScenarioError", "Study", "UnknownName",
    "compare", "differences", "find_program", "open", "open_results", "open_study", "run", "sweep",
]

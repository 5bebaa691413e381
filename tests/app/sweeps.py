"""A small study for the tests, and what its file holds."""
import shutil

import h5py
import numpy as np

from program import SMALL

STUDY = """
name = "How much does the dump get?"
name_zh = "填埋场收到多少？"
scenario = "small.toml"
design = "saltelli"
base = {base}
replicates = {replicates}

[[vary]]
id = "rate"
set = "town.rate"
uniform = ["200 t/d", "400 t/d"]

[[vary]]
id = "demand"
set = "market.demand"
uniform = ["100 t/d", "300 t/d"]
{more}
[keep]
indicators = ["*"]
series = ["dump.msw", "to_dump"]
"""

# What the digester does not take while it is repaired is dumped.
FAILING_TOWN = """\
format = 1
name = "A town, a plant that fails, a dump"
start = 2021-01-01
end = 2022-12-31
seed = 7

[output]
every = "month"

[[facility]]
id = "town"
kind = "source"
name = "Town"
material = "kitchen_waste"
rate = "180 t/d"
stocks.kitchen_waste = { capacity = "100 t" }

[[facility]]
id = "digester"
kind = "recipe"
recipe = "kitchen_waste_ad"
capacity = "200 t/d"
exports = ["kw_impurities", "waste_oil_uco", "biogas", "digestate_solid", "digestate_liquid"]
outages = { mean_up = "45 d", mean_down = "3 d", clock = "operating" }

[[facility]]
id = "dump"
kind = "warehouse"
materials = ["kitchen_waste"]
storage = "1000 kt"

[[route]]
id = "to_digester"
from = "town.kitchen_waste"
to = "digester.kitchen_waste"
mode = "conveyor"

[[route]]
id = "to_dump"
from = "town.kitchen_waste"
to = "dump.kitchen_waste"
mode = "conveyor"
only_when = "full"

[[indicator]]
id = "dumped"
name = "Kitchen waste dumped"
sum = { flow = "to_dump" }
per = "year"
unit = "t"

[[indicator]]
id = "digested"
name = "Kitchen waste digested"
sum = { flow = "to_digester" }
per = "year"
unit = "t"
"""


def study(folder, base=64, replicates=1, more=""):
    shutil.copy(SMALL, folder / "small.toml")
    path = folder / "study.toml"
    path.write_text(STUDY.format(base=base, replicates=replicates, more=more), encoding="utf-8")
    return path


def contents(path):
    """Every dataset and attribute outside /provenance: values bit by bit (NaN as well), shape, type, chunks, filters."""
    found = {}

    def visit(name, thing):
        if name.split("/")[0] == "provenance":
            return
        if isinstance(thing, h5py.Dataset):
            values = thing[()]
            raw = repr(values.tolist()) if thing.dtype == object else np.ascontiguousarray(values).tobytes()
            found[name] = (thing.shape, str(thing.dtype), thing.chunks, thing.compression, raw)
        for key in thing.attrs:
            if key not in ("REFERENCE_LIST", "DIMENSION_LIST"):
                found[name, key] = repr(thing.attrs[key])

    with h5py.File(path) as file:
        visit("", file)
        file.visititems(visit)
    assert len(found) > 40
    return found

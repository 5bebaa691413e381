"""Others' published cases, run here and held against their numbers: `python3 tests/cases/published.py` prints the table.

HUAN_PROGRAM names the program (default: build/release/huan). Origins and licences: README.md beside this file.
"""

import csv
import os
import pathlib
import subprocess
import sys
import tempfile

import xarray

HERE = pathlib.Path(__file__).parent
PROGRAM = pathlib.Path(os.environ.get("HUAN_PROGRAM", HERE.parents[1] / "build/release/huan"))


def run(scenario, folder):
    """The scenario's results; years are coordinates by their labels."""
    output = pathlib.Path(folder) / (pathlib.Path(scenario).stem + ".h5")
    subprocess.run([PROGRAM, "run", HERE / scenario, "-o", output, "--quiet"], check=True, timeout=300)
    with xarray.open_dataset(output) as data:
        return data.load()


def rows(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_year(data, table, line):
    """{year: amount [t]} of one line of a table."""
    axis = {"flow": "flow_id", "stock": "stock_id"}[table]
    series = data[table].sel({axis: line})
    return {int(year): float(amount) for year, amount in zip(data.period.values, series.values)}


def largest(differences):
    """(largest |difference|, the value it differs from, where)"""
    return max(differences, key=lambda d: d[0])


def compare(expected, got):
    """Largest difference of {key: value}, relative to the largest value expected."""
    scale = max(abs(value) for value in expected.values()) or 1
    worst, where = max((abs(got[key] - value), key) for key, value in expected.items())
    return worst / scale, where


# ---------------------------------------------------------------------------------------------- the three cases


def loop(folder):
    """{flow: (largest relative difference, year)} of every year's three flows."""
    data = run("loop/loop.toml", folder)
    lines = {
        "exp_process1_to_process2": "forward",
        "exp_process2_to_sysenv": "process_2.run>world.lost_goods",
        "exp_process2_to_process1": "back",
    }
    expected = rows("loop/expected.csv")
    answer = {}
    for column, line in lines.items():
        got = by_year(data, "flow", line)
        pairs = [(float(row[column]), got[int(row["year"])], row["year"]) for row in expected]
        answer[column] = max(
            (abs(a - b) / (abs(a) if a else 1), year) for a, b, year in pairs
        )
    return answer


STEEL = [
    # scenario, variant of the published table
    ("end", "flodym_normal_end"),
    ("end", "ODYM_normal"),
    ("middle", "flodym_normal_middle(default)"),
    ("start", "flodym_normal_start"),
    ("fixed", "flodym_fixed_start"),
    ("steel", "flodym_normal_quad5"),
    ("mean_calendar_years", "flodym_normal_quad5"),
    ("monthly", "flodym_normal_quad5"),
    ("monthly_in_mean_calendar_years", "flodym_normal_quad5"),
]


def steel(folder):
    """{(scenario, variant): {"stock": (difference, where), "outflow": ...}}, relative to the country's largest value."""
    published = {}
    for row in rows("steel_in_use/expected.csv"):
        key = (row["variant"], row["region"])
        published.setdefault(key, {})[int(row["year"])] = (float(row["stock_kt"]), float(row["outflow_kt"]))
    countries = sorted({region for _, region in published})
    results, answer = {}, {}
    for scenario, variant in STEEL:
        if scenario not in results:
            results[scenario] = run(f"steel_in_use/{scenario}.toml", folder)
        data = results[scenario]
        worst = {"stock": (0, None), "outflow": (0, None)}
        for country in countries:
            place = country.lower()
            stock = by_year(data, "stock", f"{place}.in_use")
            retired = by_year(data, "flow", f"{place}.retire>{place}.steel_scrap")
            got = {y: (stock[y] / 1e3, retired[y] / 1e3) for y in stock}
            for i, what in enumerate(["stock", "outflow"]):
                expected = {y: pair[i] for y, pair in published[variant, country].items()}
                difference, year = compare(expected, {y: pair[i] for y, pair in got.items()})
                worst[what] = max(worst[what], (difference, f"{country} {year}"), key=lambda w: w[0])
        answer[scenario, variant] = worst
    return answer


WOOD_FLOWS = {
    ("Industrial_roundwood:FI", "Sawmilling:FI"): "roundwood",
    ("Sawmilling:FI", "Sawnwood:FI"): "to_sawnwood",
    ("Sawmilling:FI", "Residues:FI"): "residues",
    ("Sawnwood:FI", "Construction:FI"): "to_construction",
    ("Sawnwood:FI", "Furniture:FI"): "to_furniture",
    ("Construction:FI", "Sawmilling:FI"): "back_to_sawmilling",
    ("Construction:FI", "Incineration:FI"): "construction.retire>world.building_wood",
    ("Furniture:FI", "Incineration:FI"): "furniture.retire>furniture.waste_wood",
    ("Sawnwood:FI", "Sawnwood:Export"): "export",
    ("Sawnwood:Import", "Sawnwood:FI"): "import",
}


def wood(folder):
    """{scenario: {"flows": (largest difference [Mm3/a], where), "stocks": ...}}"""
    answer = {}
    for scenario, name in [("wood", "Baseline"), ("less_residues", "Reduce sawmilling residues by 50%")]:
        data = run(f"wood/{scenario}.toml", folder)
        got = {}
        for ends, line in WOOD_FLOWS.items():
            got[ends] = {year: amount / 1e6 for year, amount in by_year(data, "flow", line).items()}
        flows = [
            (abs(got[row["source"], row["target"]][int(row["year"])] - float(row["swe_Mm3"])),
             f"{row['source']} > {row['target']} {row['year']}")
            for row in rows("wood/expected_flows.csv") if row["scenario"] == name
        ]
        stocks = []
        for row in rows("wood/expected_stocks.csv"):
            if row["scenario"] != name or row["unit"] != "Mm3":
                continue
            place = row["stock_id"].split(":")[0].lower()
            level = by_year(data, "stock", f"{place}.in_use")[int(row["year"])] / 1e6
            stocks.append((abs(level - float(row["stock"])), f"{row['stock_id']} {row['year']}"))
        answer[scenario] = {"flows": largest(flows), "stocks": largest(stocks)}
    return answer


def table(folder):
    """The lines of the table in README.md."""
    lines = ["| case | our run | their variant | quantity | largest difference | where |",
             "| --- | --- | --- | --- | --- | --- |"]

    def line(*cells):
        lines.append("| " + " | ".join(cells) + " |")

    for flow, (difference, year) in loop(folder).items():
        line("loop", "loop", "flodym example 1", flow.removeprefix("exp_"), f"{difference:.1e} of it", str(year))
    for (scenario, variant), worst in steel(folder).items():
        for what, (difference, where) in worst.items():
            line("steel in use", scenario, variant, what, f"{difference:.1e} of the country's largest", str(where))
    for scenario, worst in wood(folder).items():
        for what, (difference, where) in worst.items():
            unit = "Mm3/a" if what == "flows" else "Mm3"
            line("wood", scenario, "aiphoria", what, f"{difference:.1e} {unit}", where)
    return lines


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        print("\n".join(table(temporary)))
    sys.exit(0)

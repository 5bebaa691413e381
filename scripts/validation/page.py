"""The validation pages: a table of figures per region, and an overview of all."""
import math

STATUSES = ("independent", "input", "fitted", "design", "design, planned")
MEANING = [
    "* **independent**: the reported figure went nowhere into the scenario. Only these rows count as validation.",
    "* **input**: the figure is a number of the scenario; the row shows that it arrived.",
    "* **fitted**: a number of the scenario was chosen with this figure in view.",
    "* **design**: a capacity printed for a plant, compared in the first full year of its operation, with how the simulation "
    "uses it. *Planned* marks plants of which no document reports operation; a difference there is no error of the model.",
    "",
]


def number(value):
    """Four figures at most, thousands apart."""
    if value is None or math.isnan(value):
        return "n/a"
    if value == 0:
        return "0"
    rounded = float(f"{value:.4g}")  # 99.9996 has the digits of 100
    digits = max(0, 3 - int(math.floor(math.log10(abs(rounded)))))
    return f"{value:,.{digits}f}"


def gap(row):
    """How far off, as a share of what is reported; "more than" is only missed from below. None: cannot be said."""
    simulated, reported = row["simulated"], row["reported_value"]
    if simulated is None or math.isnan(simulated) or not reported:
        return None
    return simulated / reported - 1 if row["bound"] != "more" else min(0.0, simulated / reported - 1)


def difference(row):
    simulated, reported = row["simulated"], row["reported_value"]
    if gap(row) is None:
        return ""
    percent = round((simulated / reported - 1) * 100, 1)
    return f"{percent:+.1f} %" if percent else "0.0 %"


def year(row):
    run = row.get("year_of_run") or row["year"]
    shown = row["year"] if run == row["year"] else f"{row['year']} (run: {run})"
    return f"{shown}, {row['versus'].replace('growth', 'against').replace('fall', 'against')}" if row.get("versus") else shown


def tally(rows):
    """Counts of a region: rows by status, and how near the independent ones come."""
    gaps = [gap(r) for r in rows if r["status"] == "independent"]
    said = [abs(g) for g in gaps if g is not None]
    return {
        "rows": len(rows),
        **{s: sum(r["status"] == s for r in rows) for s in STATUSES},
        "within 10 %": sum(g <= 0.10 for g in said),
        "within 25 %": sum(g <= 0.25 for g in said),
    }


def sentence(rows):
    count = tally(rows)
    kinds = ", ".join(f"{count[s]} {s}" for s in STATUSES if count[s])
    if not count["independent"]:
        return f"{count['rows']} figures: {kinds}. None is independent, so nothing here validates the scenario."
    return (
        f"{count['rows']} figures: {kinds}. Of the independent ones the simulation is within 10 % of {count['within 10 %']} and "
        f"within 25 % of {count['within 25 %']}; the remark of each says why it differs."
    )


def table(rows, others):
    extra = "".join(f" {name} |" for name in others)
    lines = [
        f"| figure | year | reported | simulated | difference |{extra} unit | status | source | remark |",
        "| --- | --- | ---: | ---: | ---: |" + " ---: |" * len(others) + " --- | --- | --- | --- |",
    ]
    for row in rows:
        cells = [
            f"{row['what']} ({row['what_zh']})",
            year(row),
            ("> " if row["bound"] == "more" else "") + number(row["reported_value"]),
            number(row["simulated"]),
            difference(row),
            *[number(v) for v in row["others"]],
            row["unit"],
            row["status"],
            row["source"],
            row["remark"],
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines + [""]


def region_page(region, rows, others):
    """`others`: names of the further runs whose figures the rows hold."""
    lines = [
        f"# {region.capitalize()}: the simulation beside the reported figures",
        "",
        f"Made by `scripts/validate {region}` from `scenarios/{region}/{region}.toml` and `scenarios/{region}/validation.csv`; not "
        "edited by hand. [Overview](validation.md).",
        "",
        *MEANING,
    ]
    if others:
        lines += ["Further columns: " + "; ".join(others) + ".", ""]
    lines += [sentence(rows), ""]
    for group in dict.fromkeys(r["group"] for r in rows):
        lines += [f"## {group}", ""] + table([r for r in rows if r["group"] == group], others)
    return "\n".join(lines)


def overview(regions):
    """`regions`: for each region its rows. How much was compared, how near, and every independent figure."""
    columns = ["rows", *STATUSES, "within 10 %", "within 25 %"]
    lines = [
        "# The simulation beside the reported figures",
        "",
        "Made by `scripts/validate`, which runs every region and compares each figure of `scenarios/<region>/validation.csv`; not edited by hand.",
        "",
        *MEANING,
        "The last two columns count independent rows. A figure printed as *more than* is missed only from below.",
        "",
        "| region | " + " | ".join(columns) + " |",
        "| --- |" + " ---: |" * len(columns),
    ]
    for region, rows in regions.items():
        count = tally(rows)
        lines.append(f"| [{region.capitalize()}](validation-{region}.md) | " + " | ".join(str(count[c]) for c in columns) + " |")
    lines += ["", "Every independent figure:", ""]
    lines += ["| region | figure | year | reported | simulated | difference | unit | source |", "| --- | --- | --- | ---: | ---: | ---: | --- | --- |"]
    for region, rows in regions.items():
        for row in rows:
            if row["status"] == "independent":
                more = "> " if row["bound"] == "more" else ""
                cells = [region.capitalize(), f"{row['what']} ({row['what_zh']})", year(row), more + number(row["reported_value"]),
                         number(row["simulated"]), difference(row), row["unit"], row["source"]]
                lines.append("| " + " | ".join(cells) + " |")
    lines += ["", "What was fitted, what was put in, and the reason for every difference: on the pages of the regions.", ""]
    return "\n".join(lines)

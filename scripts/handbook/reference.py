"""Pages about what the program knows: kinds of facilities and recipes as `huan models` prints them, materials as their files state them."""
import dataclasses
import pathlib
import re
import subprocess
import tomllib

UNITS = {  # of the words in which `huan models` says what kind a parameter is: what a scenario may write
    "a flow": "t/d, kt/a, ...", "a share": "1, %", "a time": "d, h, a", "an energy flow": "MW, GWh/a", "a power": "MW, kW", "a mass": "t, kt",
    "a mass per energy": "t/MWh, kg/GJ", "a number of persons": "persons, 万人", "a mass per person and day": "kg/(person d)",
    "a price per mass": "yuan/t", "a price per energy": "yuan/MWh, yuan/kWh", "a heating value": "MJ/kg", "a text": "text",
}
AMOUNT = re.compile(r"^  (?P<name>\S.*?)\s+(?P<value>[-+\d.e]+|nan|-?inf) (?P<unit>\S+)(?P<rest>.*)$")
RANGE = re.compile(r"^\s+(?P<range>[-+\d.e]+ to [-+\d.e]+)(?P<source>(\s.*)?)$")


class Unreadable(Exception):
    """The program is not there, or prints something else than it did when this was written."""


@dataclasses.dataclass
class Parameter:
    name: str
    doc: str = ""
    kind: str = ""
    default: str = ""
    range: str = ""
    fixed: bool = False
    source: str = ""


def asked(program, *words):
    try:
        done = subprocess.run([program, "models", *words], capture_output=True, text=True, encoding="utf-8")
    except OSError as fault:
        raise Unreadable(f"{program} cannot be run ({fault.strerror}): build it with scripts/quickstart --build-only, "
                         "or leave the reference out with --no-reference") from fault
    if done.returncode:
        raise Unreadable(f"{program} models {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def listed(overview):
    """Kinds and recipes: two lists of (id, title)."""
    kinds, recipes, into = [], [], None
    for line in overview.splitlines():
        if not line.startswith("  "):
            into = kinds if line.startswith("kinds ") else recipes if " recipes " in line else None
        elif into is not None:
            id, title = line.split(maxsplit=1)
            into.append((id, title))
    if not kinds or not recipes:
        raise Unreadable("'huan models' lists no kinds or no recipes")
    return kinds, recipes


def parameters_of(text):
    """The sentence about a kind, and its parameters."""
    lines = text.split("\n\nrecipe ")[0].splitlines()
    doc, found = [], []
    for line in lines[1:]:
        if line.startswith("      "):
            said = line.strip()
            if said.startswith("source: "):
                found[-1].source = said.removeprefix("source: ")
            elif said.startswith("kind ") and "; default " in said:
                for part in said.split("; "):
                    word, _, rest = part.partition(" ")
                    if word in ("kind", "default", "range"):
                        setattr(found[-1], word, rest)
                    elif part == "fixed during a run":
                        found[-1].fixed = True
                    else:
                        raise Unreadable(f"'{part}' of parameter {found[-1].name}")
            else:
                found[-1].doc += said
        elif line.startswith("  "):
            found.append(Parameter(line.strip()))
        elif line.strip():
            doc.append(line.strip())
    return " ".join(doc), found


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ").replace("<", "\\<").replace("*", "\\*").replace("_", "\\_")


def table(head, rows):
    return "\n".join([f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def kinds_page(kinds, told):
    text = ["# Kinds of facilities\n", "Made from `huan models` by `scripts/docs`. *Fixed*: decides which stocks and processes there are; no event may set it. "
            "What all kinds share, and the equations behind them: [models](../models/README.md). Units: "
            "[the scenario language](../scenarios/reader/README.md#values).\n",
            table(["kind", "for"], [[f"[`{id}`](#{id})", cell(title)] for id, title in kinds])]
    for id, title in kinds:
        doc, parameters = parameters_of(told[id])
        rows = [[f"`{p.name}`", cell(p.doc), UNITS.get(p.kind, p.kind), cell(p.default) + (", fixed" if p.fixed else ""), cell(p.range), cell(p.source)]
                for p in parameters]
        text += [f"## {id}\n", f"**{cell(title)}**\n", cell(doc) + "\n",
                 table(["parameter", "meaning", "unit", "default", "range", "source"], rows)]
    return "\n".join(text)


def recipe_page(id, title, text):
    """One recipe: every table as it is printed; the completed shares as printed text."""
    lines = text[text.index(f"recipe {id}: "):].splitlines()
    page = [f"# {cell(title)}\n", f"`{id}`: {cell(lines[1])}. Each number with its most likely value, range and source; "
            "[what the words in a source mean](../models/recipes/README.md#sources).\n"]
    rows, notes, completed = [], [], None
    def close():
        if rows:
            page.append(table(["", "value", "unit", "range", "source"], rows))
            rows.clear()
    for line in lines[2:]:
        if completed is not None:
            completed.append(line)
            continue
        row = AMOUNT.match(line)
        if row:
            within = RANGE.match(row["rest"])
            rows.append([f"`{row['name']}`", row["value"], row["unit"], within["range"] if within else "", cell((within["source"] if within else row["rest"]).strip())])
        elif line.startswith("completed "):
            close()
            completed = []
        elif line.strip() and not line.startswith(" "):
            close()
            known = ("draws,", "delivers,", "share of", "energy", "emissions", "costs", "availability")
            if line.startswith(known):
                page.append(f"## {cell(line[0].upper() + line[1:])}\n")
            else:
                notes.append(cell(line))
        elif line.strip():
            raise Unreadable(f"'{line}' of recipe {id}")
    close()
    if notes:
        page += ["## Notes\n", *[note + "\n" for note in notes]]
    if completed:
        page += ["## As it is used\n", "What is stated rarely closes. These are the shares of each substance of all inputs that leave with an output, completed so that every substance "
                 "goes somewhere ([how](../docs/method.md#8-recipes-are-completed-not-trusted)); `misfit` is how far the product's composition is from the stated one, and in which substance.\n",
                 "```text", *completed, "```\n"]
    return "\n".join(page)


def materials_page(root):
    text = ["# Materials\n", "Goods that huan knows, from `models/materials` (where every share has its range and source). Largest substances first, as mass fractions; "
            "a compound is computed from its formula.\n"]
    for path in sorted((root / "models/materials").glob("*.toml")):
        rows = []
        for m in tomllib.loads(path.read_text(encoding="utf-8"))["material"]:
            shares = sorted(m.get("composition", []), key=lambda s: -s["value"])[:5]
            holds = ", ".join(f"{s['substance']} {s['value']:.3g}" for s in shares) or " ".join(f"{k}{v if v != 1 else ''}" for k, v in m.get("formula", {}).items())
            heat = next((f"{p['value']:.3g}" for p in m.get("property", []) if p["item"] == "LHV"), "")
            rows.append([f"`{m['id']}`", cell(m["name"]), cell(m.get("name_zh", "")), cell(holds), heat])
        text += [f"## {cell(path.stem.replace('_', ' ').capitalize())}\n", table(["id", "name", "中文", "mostly", "LHV [MJ/kg]"], sorted(rows))]
    return "\n".join(text)


def pages(program, root):
    """Path -> Markdown of the reference."""
    kinds, recipes = listed(asked(program))
    told = {id: asked(program, id) for id, _ in [*kinds, *recipes]}
    rows = [[f"[`{id}`](recipes/{id}.md)", cell(title)] for id, title in recipes]
    made = {
        "reference/kinds.md": kinds_page(kinds, told),
        "reference/recipes.md": "# Recipes\n\nProcesses given by numbers alone, each with its range and source. Made from `huan models` by `scripts/docs`; "
                                "[how a recipe is written](../models/recipes/README.md).\n\n" + table(["recipe", "process"], rows),
        "reference/materials.md": materials_page(pathlib.Path(root)),
    }
    for id, title in recipes:
        made[f"reference/recipes/{id}.md"] = recipe_page(id, title, told[id]).replace("](../", "](../../")
    return made

"""Which room may include what: python3 rooms.py [ROOT] prints each include that crosses the wrong way.

    sim  <-  models  <-  scenarios  <-  analysis  <-  sim/app

A room may include itself and the rooms to its left, by paths from the top of the tree, and some libraries belong
to some rooms alone. Tests and benchmarks may include any room.
"""

import re
import sys
from pathlib import Path

from source_tree import files_of, lines_of, main

ROOMS = ("sim", "models", "scenarios", "analysis", "sim/app")
LIBRARIES = {  # what an include in angle brackets begins with -> the rooms that may; first match wins
    "hdf5": ("analysis",),
    "H5": ("analysis",),
    "toml++/": ("scenarios",),
    "nlohmann/": ("analysis", "sim/app"),
    "spdlog/": ("sim/app",),
    "boost/program_options": ("sim/app",),
}
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def room_of(path):
    """Room of a path from the top of the tree, or None."""
    parts = Path(path).parts
    if parts[:2] == ("sim", "app"):
        return "sim/app"
    return parts[0] if parts and parts[0] in ROOMS else None


def complaint(room, quote, included):
    """What is wrong with an include in `room`, or None."""
    if quote == "<":
        for prefix, rooms in LIBRARIES.items():
            if included.startswith(prefix) and room not in rooms:
                return f"<{included}> belongs to {' and '.join(rooms)} alone"
        return None
    target = room_of(included)
    if target is None:
        return f'"{included}" is not a path from the top of the tree to a room'
    if ROOMS.index(target) > ROOMS.index(room):
        return f'{room} may not include {target} ("{included}")'
    return None


def violations(root):
    """Complaints, one per wrong include: 'file:line: what is wrong'."""
    found = []
    for path in files_of(root):
        room = room_of(path)
        if room is None or path.suffix not in (".h", ".cpp"):
            continue
        for number, text in lines_of(root, path):
            include = INCLUDE.match(text)
            wrong = include and complaint(room, *include.groups())
            if wrong:
                found.append(f"{path}:{number}: {wrong}")
    return found


if __name__ == "__main__":
    sys.exit(main(violations, sys.argv[1:]))

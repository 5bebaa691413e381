"""The tree stands on its own: python3 own_paths.py [ROOT] prints each mention of a place outside it.

No file names a folder of the machine it was written on or a folder beside the tree, and no .toml or .csv an
absolute path: a clone must work wherever it lies.
"""

import re
import sys

from source_tree import files_of, lines_of, main

# Written in pieces, so that this file does not complain of itself. A web address may contain them.
BESIDE = re.compile(r"\.\./" + r"shared\b")
MACHINE = re.compile(r"(?<![\w.:/~-])/" + r"(work|root|home)/")
ABSOLUTE = re.compile(r"""(?:^|["',=\[])\s*(file://|[A-Za-z]:\\|/[\w.-]+(?:/[\w.-]+)+|/[\w-]+\.(?:csv|toml|h5)\b)""")


def complaint(path, text):
    """What is wrong with a line, or None."""
    if BESIDE.search(text):
        return "names a folder beside the tree"
    if MACHINE.search(text):
        return "names a folder of one machine"
    if path.suffix in (".toml", ".csv") and ABSOLUTE.search(text):
        return "holds an absolute path"
    return None


def violations(root):
    """Complaints, one per line: 'file:line: what is wrong'."""
    found = []
    for path in files_of(root):
        for number, text in lines_of(root, path):
            wrong = complaint(path, text)
            if wrong:
                found.append(f"{path}:{number}: {wrong}")
    return found


if __name__ == "__main__":
    sys.exit(main(violations, sys.argv[1:]))

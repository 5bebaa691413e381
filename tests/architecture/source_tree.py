"""The files of a source tree: what git knows or would add, or everything outside build/ where there is no git."""

import shutil
import subprocess
from pathlib import Path


def files_of(root):
    """Paths of the tree's files, relative to `root`, in order."""
    root = Path(root)
    if (root / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            check=True, capture_output=True, text=True).stdout
        paths = [Path(name) for name in listed.split("\0") if name]
    else:
        paths = [path.relative_to(root) for path in root.rglob("*")]
    return sorted({path for path in paths
                   if path.parts[0] not in ("build", ".git") and (root / path).is_file()})


def lines_of(root, path):
    """(number, text) of each line of a text file; nothing for a binary one."""
    content = (Path(root) / path).read_bytes()
    if b"\0" in content:
        return []
    return list(enumerate(content.decode("utf-8", errors="replace").splitlines(), start=1))


def main(check, arguments):
    """Prints what `check` finds in the tree `arguments[0]`; returns the exit code."""
    found = check(arguments[0] if arguments else ".")
    for complaint in found:
        print(complaint)
    return 1 if found else 0

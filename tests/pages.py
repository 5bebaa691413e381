"""Pages whose blocks are run, in order, in one folder.

    <!-- file: x.toml -->   before ```toml: the file that the block is
    ```console              "$ " begins a command (huan, table), the lines below are what it prints
    ```python, ```r         run; a ```text block directly behind is what they print. The Python blocks of a page share their variables
    <!-- chance -->         before the output: the words alone are compared, other numbers would be as good
    <!-- about -->          numbers within a tenth of the largest of their line
    <!-- run -->            before ```sh: run by bash, what it prints stands in the ```text block behind it; other ```sh blocks are not run
    <!-- not run -->        before another block that no test runs

In output a line "..." stands for any lines. HUAN_UPDATE=1 writes what is printed into the page (blocks with "..." stay), and the pictures that the page
shows from pictures/; read them before you believe them.
"""
import contextlib
import io
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

BLOCK = re.compile(r"^(?:<!-- (?P<mark>[^\n]+?) -->\n)?```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:e[-+]?\d+)?")
PICTURE = re.compile(r"!\[[^\]]*\]\(pictures/([^)]+)\)")


def same(expected, said, mark):
    if mark not in ("about", "chance"):
        return expected == said
    if NUMBER.sub("#", expected).split() != NUMBER.sub("#", said).split():
        return False
    if mark == "chance":
        return True
    one, other = ([float(n.replace(",", "")) for n in NUMBER.findall(line)] for line in (expected, said))
    near = 0.1 * max(map(abs, one), default=0)
    return all(abs(a - b) <= near for a, b in zip(one, other))


def agree(expected, said, mark):
    """Whether the lines are the same; "..." stands for any."""
    if not expected:
        return not said
    if expected[0] == "...":
        return any(agree(expected[1:], said[i:], mark) for i in range(len(said) + 1))
    return bool(said) and same(expected[0], said[0], mark) and agree(expected[1:], said[1:], mark)


def commands(text):
    """Pairs of a command and the lines that follow it."""
    pairs = []
    for line in text.splitlines():
        if line.startswith("$ "):
            pairs.append((line[2:], []))
        else:
            pairs[-1][1].append(line.rstrip())
    return pairs


def called(command, folder, bin, timeout=300):
    """Exit code and lines of a command; its seconds are made 0.6."""
    words = shlex.split(command)
    assert words[0] in ("huan", "table"), command
    words[0] = str(bin / words[0])
    done = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout)
    said = re.sub(r"\(\d+(\.\d+)? s\)$", "(0.6 s)", done.stdout, flags=re.M)
    return done.returncode, [line.rstrip() for line in said.splitlines()]


def workplace(top, source, program):
    """top/scenarios/my beside the shipped regions, top/bin with `huan` and `table`."""
    shutil.copytree(source / "scenarios", top / "scenarios", ignore=shutil.ignore_patterns("*.cpp", "*.h", "*.h5"))
    (top / "bin").mkdir()
    (top / "bin/huan").symlink_to(program)
    (top / "bin/table").symlink_to(source / "scripts/table")
    mine = top / "scenarios/my"
    shutil.rmtree(mine, ignore_errors=True)
    mine.mkdir()
    return mine


def in_python(text, variables):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(text, "page", "exec"), variables)
    return said.getvalue().splitlines()


def in_bash(text, folder, bin):
    done = subprocess.run(["bash", "-euc", text], cwd=folder, capture_output=True, text=True, timeout=300,
                          env={**os.environ, "PATH": f"{bin}:{os.environ['PATH']}"})
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def in_r(text, folder):
    done = subprocess.run(["Rscript", "--vanilla", "-e", text], cwd=folder, capture_output=True, text=True, timeout=300,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


class Page:
    """A page and what came of running it: `faults`, and `files` that it wrote."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.text = self.path.read_text(encoding="utf-8")
        self.files, self.faults = [], []

    def run(self, folder, bin):
        updated, variables, before = self.text, {"__name__": "page"}, os.getcwd()
        os.chdir(folder)
        sys.dont_write_bytecode = True
        try:
            blocks = list(BLOCK.finditer(self.text))
            for block, following in zip(blocks, [*blocks[1:], None]):
                kind, mark, text = block["kind"], block["mark"], block["text"]
                if mark == "not run":
                    continue
                if kind == "toml" and mark:
                    assert mark.startswith("file: "), mark
                    self.files.append(mark.removeprefix("file: "))
                    (folder / self.files[-1]).write_text(text, encoding="utf-8")
                elif kind == "console":
                    answer = []
                    for command, expected in commands(text):
                        code, said = called(command, folder, bin)
                        assert code == (1 if "wrong" in command else 0), "\n".join([command, *said])
                        answer += [f"$ {command}", *self.compared(command, expected, said, mark)]
                    updated = updated.replace(block.group(), block.group().replace(text, "\n".join(answer) + "\n"))
                elif kind in ("python", "r") or (kind == "sh" and mark == "run"):
                    said = [line.rstrip() for line in (in_python(text, variables) if kind == "python" else in_r(text, folder) if kind == "r" else in_bash(text, folder, bin))]
                    shown = following if following and following["kind"] == "text" and not self.text[block.end():following.start()].strip() else None
                    expected = shown["text"].rstrip("\n").splitlines() if shown else []
                    kept = "\n".join(self.compared(text, expected, said, shown and shown["mark"]))
                    if shown:
                        updated = updated.replace(block.group() + self.text[block.end():shown.end()], block.group() + self.text[block.end():shown.start()]
                                                  + shown.group().replace(f"```text\n{shown['text']}", f"```text\n{kept}\n"))
                    elif kept:
                        updated = updated.replace(block.group(), f"{block.group()}\n\n```text\n{kept}\n```")
        finally:
            os.chdir(before)
        if os.environ.get("HUAN_UPDATE"):
            self.path.write_text(updated, encoding="utf-8")
            for picture in PICTURE.findall(self.text):
                if (folder / picture).exists():
                    shutil.copy(folder / picture, self.path.parent / "pictures" / picture)
        return self

    def compared(self, what, expected, said, mark):
        """What belongs on the page: as it is where there is a "...", else what was said."""
        if not agree(expected, said, mark):
            self.faults.append("\n".join([what.rstrip(), "--- the page:", *expected, "--- said:", *said]))
        return expected if "..." in expected or agree(expected, said, mark) else said

"""Running huan from Python."""
from __future__ import annotations

import logging
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from typing import List, Mapping, Optional, Sequence

from .errors import HuanError, ProgramNotFound, RunError, ScenarioError
from .opened import Path
from .results import Results, open_results
from .studies import Study, open_study

LOG = logging.getLogger("huan")  # warnings of the runs go here
COMPLAINT = re.compile(r"^(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<level>error|warning): (?P<message>.*)$")
HINT = re.compile(r"^\s+hint: (?P<hint>.*)$")


@dataclass(frozen=True)
class Complaint:
    """One mistake in a scenario. `level`: error or warning; lines and columns count from 1."""

    file: str
    line: int
    column: int
    level: str
    message: str
    hint: str = ""


def find_program(program: Optional[Path] = None) -> pathlib.Path:
    """The program: the argument, else the environment's HUAN, else `huan` on the PATH, else the tree's own build."""
    asked = os.fspath(program) if program is not None else os.environ.get("HUAN")
    if asked:
        found = shutil.which(asked)
        if not found:
            whence = "the argument program" if program is not None else "the environment variable HUAN"
            raise ProgramNotFound(f"'{asked}', named by {whence}, is no program that can be run")
        return pathlib.Path(found)
    found = shutil.which("huan")
    if found:
        return pathlib.Path(found)
    tree = pathlib.Path(__file__).resolve().parents[3]
    for build in ("release", "dev"):
        candidate = tree / "build" / build / "huan"
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
    raise ProgramNotFound("huan is not on the PATH and not built; build it with scripts/quickstart --build-only, "
                          "or say where it is: run(..., program=PATH), or the environment variable HUAN")


def run(scenario: Path, output: Optional[Path] = None, *, set: Optional[Mapping[str, object]] = None, overlay: str = "",
        substances: Sequence[str] = (), seed: Optional[int] = None, replicate: Optional[int] = None, every: Optional[str] = None,
        anywhere: bool = False, program: Optional[Path] = None, timeout: Optional[float] = None) -> Results:
    """Simulates a scenario and gives its results.

    scenario    a TOML file, or a results file whose run is to be repeated
    output      where the results go; left out, they are held in memory and no file is kept
    set         values to change: {"xc_p28.capacity": "900 kt/a", "xc_p28.available": False}
    overlay     lines of the scenario language put on top: '[[event]] ...'; the scenario is its base
    substances  followed in every stock and flow: ["Zn"]; the tables flow_substance and stock_substance of the results
    seed, replicate, every, anywhere: as of `huan run` (docs/commands.md)
    timeout     in seconds; a run that takes longer is stopped

    A wrong scenario is a ScenarioError with every complaint; whatever else goes wrong a RunError; both say what huan said.
    """
    with tempfile.TemporaryDirectory(prefix="huan-") as scratch:
        start = pathlib.Path(scenario)
        if overlay or substances:
            start = written_overlay(pathlib.Path(scratch), start, overlay, substances)
            anywhere = True  # the overlay lies outside the folder of its base
        target = pathlib.Path(output) if output is not None else pathlib.Path(scratch) / "results.h5"
        words: List[str] = [str(find_program(program)), "run", str(start), "-o", str(target)]
        for path, value in (set or {}).items():
            words += ["--set", f"{path}={written(value)}"]
        for option, number in (("--seed", seed), ("--replicate", replicate), ("--every", every)):
            if number is not None:
                words += [option, str(number)]
        if anywhere:
            words.append("--anywhere")
        execute(words, timeout)
        results = open_results(target)
        if output is not None:
            return results
        results.data.load()
        results.close()
        return Results(results.data)


def sweep(study: Path, output: Path, *, set: Optional[Mapping[str, object]] = None, threads: Optional[int] = None,
          max_failures: Optional[int] = None, anywhere: bool = False, program: Optional[Path] = None, timeout: Optional[float] = None) -> Study:
    """Runs a study and gives its results; what an earlier call had finished is not done again.

    set, threads, max_failures, anywhere: as of `huan sweep` (docs/commands.md). After a `timeout` the same call goes on.
    """
    words: List[str] = [str(find_program(program)), "sweep", str(study), "-o", str(output)]
    for path, value in (set or {}).items():
        words += ["--set", f"{path}={written(value)}"]
    for option, number in (("--threads", threads), ("--max-failures", max_failures)):
        if number is not None:
            words += [option, str(number)]
    if anywhere:
        words.append("--anywhere")
    execute(words, timeout)
    return open_study(output)


def execute(words: Sequence[str], timeout: Optional[float]) -> None:
    """Runs the program; raises what its exit code means, hands its warnings to the log."""
    try:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=timeout,
                              encoding="utf-8", errors="replace")
    except subprocess.TimeoutExpired:
        raise RunError(f"the run took longer than {timeout:g} s and was stopped", -1) from None
    except OSError as fault:
        raise ProgramNotFound(f"{words[0]}: {fault.strerror}") from fault
    said = done.stderr.strip()
    if done.returncode == 1:
        raise ScenarioError(said, 1, complaints_in(said))
    if done.returncode:
        raise RunError(said or f"huan ended with exit code {done.returncode}", done.returncode)
    warnings = "\n".join(line for line in said.splitlines() if not line.startswith("huan: "))  # what the program is doing is none
    if warnings:
        LOG.warning("%s", warnings)


def complaints_in(said: str) -> List[Complaint]:
    """What huan said, mistake by mistake."""
    found: List[Complaint] = []
    for line in said.splitlines():
        complaint, hint = COMPLAINT.match(line), HINT.match(line)
        if complaint:
            found.append(Complaint(complaint["file"], int(complaint["line"]), int(complaint["column"]), complaint["level"], complaint["message"]))
        elif hint and found:
            last = found[-1]
            found[-1] = Complaint(last.file, last.line, last.column, last.level, last.message, hint["hint"])
    return found


def written(value: object) -> str:
    """A value as --set takes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def written_overlay(folder: pathlib.Path, base: pathlib.Path, text: str, substances: Sequence[str]) -> pathlib.Path:
    """A scenario file in `folder` that changes `base`."""
    if base.suffix != ".toml":
        raise HuanError(f"{base}: overlay and substances need a scenario file (.toml) as their base")
    quoted = str(base.resolve()).replace("\\", "\\\\").replace('"', '\\"')
    lines = [f'base = "{quoted}"', text]
    if substances:
        names = ", ".join(f'"{name}"' for name in substances)
        lines.append(f'[output]\nseries = ["*", {{ match = "*", substances = [{names}] }}]')
    path = folder / "overlay.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path

"""What can go wrong. The text of each says what was wrong and what to do."""
from __future__ import annotations

from typing import TYPE_CHECKING, Sequence

if TYPE_CHECKING:
    from .program import Complaint


class HuanError(Exception):
    """Any mistake that this package reports."""


class UnknownName(HuanError, LookupError):
    """A table, name, pattern or column that is not there."""


class NotResults(HuanError, OSError):
    """A file that is missing, cannot be read, or is no results file of huan."""


class ProgramNotFound(HuanError, FileNotFoundError):
    """The program huan is not where it was looked for."""


class RunError(HuanError):
    """huan ended with another exit code than 0. `code`: see docs/commands.md; `said`: its own words."""

    def __init__(self, said: str, code: int) -> None:
        super().__init__(said)
        self.said = said
        self.code = code


class ScenarioError(RunError):
    """The scenario is wrong, nothing was run. `complaints`: every mistake with its place and hint."""

    def __init__(self, said: str, code: int, complaints: Sequence[Complaint]) -> None:
        super().__init__(said, code)
        self.complaints = tuple(complaints)

"""Choosing by name: an id, an English or Chinese name, a part of one, or a pattern with * and ?."""
from __future__ import annotations

import difflib
import re
from typing import Iterable, List, Sequence

from .errors import UnknownName


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean 'x' or 'y'?`, or an empty string where nothing is near."""
    spelt = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), list(spelt), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(repr(spelt[name]) for name in near)}?" if near else ""


def unknown(what: str, word: str, known: Sequence[str]) -> UnknownName:
    """The error for a word that is none of `known`, with the nearest, or a few of them."""
    hint = did_you_mean(word, known) or did_you_mean(word.strip("*?"), known)
    if not hint and known:
        shown = ", ".join(known[:8])
        hint = f"there {'are' if len(known) > 1 else 'is'} {shown}" + (f" and {len(known) - 8} more" if len(known) > 8 else "")
    return UnknownName(f"there is no {what} '{word}'" + (f"; {hint}" if hint else ""))


def matcher(pattern: str) -> "re.Pattern[str]":
    """* stands for any characters, ? for one; everything else for itself, in either case."""
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(c) or re.escape(c) for c in pattern), re.IGNORECASE | re.DOTALL)


def matching(pattern: str, columns: Sequence[Sequence[str]]) -> List[int]:
    """Positions that a pattern chooses. `columns`: the labels of every position: ids first, then names.

    With * or ?: every label that fits as a whole. Without: the id; else whole names; else labels that contain it.
    """
    if "*" in pattern or "?" in pattern:
        whole = matcher(pattern)
        return [i for i, labels in enumerate(zip(*columns)) if any(whole.fullmatch(label) for label in labels)]
    for column in columns:
        exact = [i for i, label in enumerate(column) if label == pattern]
        if exact:
            return exact
    part = pattern.casefold()
    return [i for i, labels in enumerate(zip(*columns)) if any(part in label.casefold() for label in labels)]


def choose(what: str, patterns: Sequence[str], columns: Sequence[Sequence[str]], elsewhere: Sequence[Sequence[str]] = ()) -> List[int]:
    """Positions that any of the patterns chooses, in the order of the file; one that chooses none is an UnknownName,
    unless it chooses something of the columns `elsewhere`."""
    chosen = set()
    for pattern in patterns:
        found = matching(pattern, columns)
        if not found and not matching(pattern, elsewhere):
            raise unknown(what, pattern, list(dict.fromkeys(label for column in (*columns, *elsewhere) for label in column if label)))
        chosen.update(found)
    return sorted(chosen)

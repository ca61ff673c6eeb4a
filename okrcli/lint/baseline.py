"""Old findings that are not shown: fingerprints without line numbers, in one file that diffs quietly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.files import show_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.lint.run import LintResult

DEFAULT: Final = "okr-baseline.json"
VERSION: Final = 1
_LENGTH: Final = 32
Line = Callable[[str, int], str]
"""A line of a file by path and number."""


class Entry(NamedTuple):
    """One old finding."""

    fingerprint: str
    code: str
    name: str
    path: str
    address: str | None
    text: str


def fingerprints(found: Sequence[Diagnostic], line: Line) -> tuple[str, ...]:
    """For each finding 32 hex digits of its rule, its goal (else its file) and the text of its line.

    They stay the same when lines move; equal ones in a file are numbered.
    """
    import hashlib

    seen: Counter[str] = Counter()
    made = []
    for diagnostic in found:
        goal = diagnostic.address or diagnostic.path
        said = "\0".join((diagnostic.code, goal, _text(diagnostic, line)))
        seen[said] += 1
        numbered = f"{said}\0{seen[said]}" if seen[said] > 1 else said
        made.append(hashlib.sha256(numbered.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH])
    return tuple(made)


def _text(diagnostic: Diagnostic, line: Line) -> str:
    return " ".join(line(diagnostic.path, diagnostic.span.line).split())


def entries(found: Sequence[Diagnostic], line: Line) -> tuple[Entry, ...]:
    """The findings as they stand in a baseline: sorted, so that two branches seldom change the same line."""
    prints = fingerprints(found, line)
    made = (
        Entry(fingerprint, each.code, each.name, each.path, each.address, _text(each, line))
        for fingerprint, each in zip(prints, found, strict=True)
    )
    return tuple(sorted(made, key=lambda entry: (entry.path, entry.code, entry.address or "", entry.fingerprint)))


def write(kept: Sequence[Entry]) -> str:
    """The text of a baseline."""
    import json

    listed = [{key: value for key, value in entry._asdict().items() if value is not None} for entry in kept]
    data = {"schema_version": VERSION, "findings": listed}
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"


def read(text: str, path: str) -> tuple[Entry, ...]:
    """The entries of a baseline; OkrError where it is none: it is never taken for empty."""
    import json

    broken = OkrError(f"{show_path(path)} is no baseline of okr", "`okr lint --write-baseline` writes one")
    try:
        data = json.loads(text)
    except ValueError:
        raise broken from None
    listed = data.get("findings") if isinstance(data, dict) else None
    if not isinstance(listed, list) or data.get("schema_version") != VERSION:
        raise broken
    try:
        return tuple(Entry(**({"address": None} | entry)) for entry in listed)
    except TypeError:
        raise broken from None


def without_old(result: LintResult, old: Sequence[Entry], line: Line) -> LintResult:
    """The result with what the baseline holds set aside, and what of the baseline is gone."""
    waiting = {entry.fingerprint: entry for entry in old}
    new: list[Diagnostic] = []
    known: list[Diagnostic] = []
    for fingerprint, found in zip(fingerprints(result.diagnostics, line), result.diagnostics, strict=True):
        (known if waiting.pop(fingerprint, None) else new).append(found)
    gone = tuple(f"{entry.path}: {entry.code} {entry.name}: {entry.text}" for entry in waiting.values())
    return result._replace(diagnostics=tuple(new), known=(*result.known, *known), gone=gone)

"""Mends what lint found: the edits of findings, made together as far as they do not meet, until none is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.goals.edit import applied
from okrcli.goals.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from okrcli.goals.diagnostic import Diagnostic, Edit
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.run import LintResult

MOST_ROUNDS: Final = 100  # a fix may make room for another; more rounds than these are a rule against a rule


class Fixed(NamedTuple):
    """Texts that changed, by path; how many findings that mended; and what is found afterwards."""

    texts: Mapping[str, tuple[str, str]]
    """Before and after."""
    mended: int
    workspace: Workspace
    result: LintResult


def fix(
    workspace: Workspace,
    result: LintResult,
    again: Callable[[Mapping[str, str]], tuple[Workspace, LintResult]],
    *,
    unsafe: bool = False,
) -> Fixed:
    """Mend what can be mended. `again` reads and lints the workspace with other texts in place of some files."""
    first = {path: source.text for path, source in workspace.sources.items()}
    texts: dict[str, str] = {}
    count = 0
    for _ in range(MOST_ROUNDS):
        changed, made = _round(workspace, result.diagnostics, unsafe=unsafe)
        if not changed:
            break
        texts |= changed
        count += made
        workspace, result = again(texts)
    return Fixed({path: (first[path], text) for path, text in sorted(texts.items())}, count, workspace, result)


def _round(workspace: Workspace, found: Iterable[Diagnostic], *, unsafe: bool) -> tuple[dict[str, str], int]:
    """One round over all files: in each, the edits that do not meet; how many findings they mend."""
    edits: dict[str, list[Edit]] = {}
    count = 0
    for diagnostic in found:
        if is_fixable(diagnostic, unsafe=unsafe) and diagnostic.fix:
            here = edits.setdefault(diagnostic.path, [])
            if all(new == old or not _meet(new, old) for new in diagnostic.fix.edits for old in here):
                here.extend(edit for edit in diagnostic.fix.edits if edit not in here)
                count += 1
    texts = {path: applied(workspace.sources[path].text, here) for path, here in edits.items()}
    return {path: text for path, text in texts.items() if _is_sound(workspace, path, text)}, count


def is_fixable(diagnostic: Diagnostic, *, unsafe: bool = False) -> bool:
    """Whether `--fix` mends it."""
    return diagnostic.fix is not None and (unsafe or diagnostic.fix.safe)


def _meet(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same text."""
    start, end = (one.span.line, one.span.column), (one.span.end_line, one.span.end_column)
    return start <= (other.span.end_line, other.span.end_column) and (other.span.line, other.span.column) <= end


def _is_sound(workspace: Workspace, path: str, text: str) -> bool:
    """Whether a file with all its edits is still read, and no worse than before."""
    read = Source(text)
    return read.readable and len(read.problems) <= len(workspace.sources[path].problems)

"""Writes comments that silence what is found now, each with the reason that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Edit
from okrcli.goals.edit import applied, commented
from okrcli.lint.directives import directives
from okrcli.lint.selection import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.directives import Directive
    from okrcli.lint.rule import Rule


def ignore(
    workspace: Workspace, found: Iterable[Diagnostic], reason: str, rules: Sequence[type[Rule]]
) -> tuple[dict[str, str], list[Diagnostic]]:
    """The texts with a comment behind each line that has findings of rules; what could not be silenced.

    What is wrong with a file itself cannot be, nor what stands inside of a text of several lines.
    """
    known = dict(names(rules))
    lines: dict[tuple[str, int], list[Diagnostic]] = {}
    left: list[Diagnostic] = []
    for diagnostic in found:
        silenceable = diagnostic.name in known and not diagnostic.code.startswith("OKR9")
        (lines.setdefault((diagnostic.path, diagnostic.span.line), []) if silenceable else left).append(diagnostic)
    edits: dict[str, list[Edit]] = {}
    there = {(each.path, each.span.line): each for each in directives(workspace) if not each.wrong}
    for (path, line), here in lines.items():
        wanted = list(dict.fromkeys(diagnostic.name for diagnostic in here))
        edit = _edit(workspace, path, line, wanted, reason, there.get((path, line)))
        if edit:
            edits.setdefault(path, []).append(edit)
        else:
            left.extend(here)
    return {path: applied(workspace.sources[path].text, here) for path, here in edits.items()}, left


def _edit(
    workspace: Workspace, path: str, line: int, wanted: Sequence[str], reason: str, there: Directive | None
) -> Edit | None:
    """A new comment, or more rules in the one that is there: its reason then stays."""
    if there:
        more = [name for name in wanted if name not in {word.text for word in there.words}]
        last = there.words[-1].span
        return Edit(last._replace(column=last.end_column), "".join(f", {name}" for name in more))
    return commented(workspace.sources[path], line, f"# okr: ignore[{', '.join(wanted)}] -- {reason}")

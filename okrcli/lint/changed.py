"""Which findings a change has brought: those of the goals that it touched, and those that were not there before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.run import LintResult


def brought(before: Workspace, after: Workspace, was: LintResult, now: LintResult) -> LintResult:
    """The result with only what the change brought; the rest was known.

    A finding stays where its goal was added or changed, and where the state before had none like it: a
    goal that others support may be missed in a file that nobody has touched.
    """
    touched = touched_goals(before, after)
    old = Counter(map(_kind, was.diagnostics))
    new: list[Diagnostic] = []
    known: list[Diagnostic] = []
    for found in now.diagnostics:
        is_old = old[_kind(found)] > 0
        old[_kind(found)] -= is_old
        (known if is_old and found.address not in touched else new).append(found)
    return now._replace(diagnostics=tuple(new), known=(*now.known, *known))


def touched_goals(before: Workspace, after: Workspace) -> frozenset[str]:
    """The addresses of the objectives and key results that were added or say something else than before."""
    objectives = {at.address: at.objective for at in before.objectives}
    results = {at.address: at.key_result for at in before.key_results}
    changed = [at.address for at in after.key_results if results.get(at.address) != at.key_result]
    for at in after.objectives:
        old = objectives.get(at.address)
        own = at.objective.but(key_results={})
        if old is None or old.but(key_results={}) != own or old.key_results.keys() != at.objective.key_results.keys():
            changed.append(at.address)
    return frozenset(map(str, changed))


def _kind(found: Diagnostic) -> tuple[str, str, str, str | None]:
    """What makes two findings the same one, wherever the line now is."""
    return found.code, found.path, found.message, found.address

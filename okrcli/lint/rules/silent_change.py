from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.goals.files import goals_path
from okrcli.lint.rule import Context, Finding, Rule, by_whom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.address import Address
    from okrcli.goals.workspace import Workspace
    from okrcli.history.audit import Move


class SilentChange(Rule):
    """A committed goal was changed, and no amendment says why.

    `lock_after_days` after a cycle began its goals are committed: what the default branch said then is what was
    promised. A change may well be right, and `okr amend` says so: the value before, the value after, the
    kind of the reason and the reason. What is amended is no finding, whichever way it goes. Reviewers of the
    cycle then see both scores, by the plan as amended and as committed.

    It needs history, and so speaks only in `okr lint --history`: files alone say nothing of what they said before.

    ```yaml
    # commit: 2026-07-01 Ana
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion, baseline: 61, target: 75}
          disputes: {kind: threshold, title: Keep disputes low, at_most: 0.4, due: 2026-08-31}
    # commit: 2026-08-20 Ben
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise completion
            baseline: 61
            target: 70  # <- 'completion': target went from 75 to 70 without an amendment
                    #^
          disputes:  # <- 'disputes': due went from 2026-08-31 to 2026-09-30 without an amendment
            {kind: threshold, title: Keep disputes low, at_most: 0.4}
    ```

    ```yaml
    # commit: 2026-07-01 Ana
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion, baseline: 61, target: 80}
    # commit: 2026-07-10 Ana
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion, baseline: 61, target: 75}
    # commit: 2026-08-20 Ben
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise completion
            baseline: 61
            target: 70
            amendments:
              - {date: 2026-08-20, field: target, from: 75, to: 70, reason: The law changed}
    ```
    """

    code = "OKR601"
    asks_git = True

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for move in context.history.moves if context.history else ():
            if move.field != "baseline":
                yield finding(workspace, move)


_WORDING: Final = ("title", "metric", "unit")


def finding(workspace: Workspace, move: Move) -> Finding:
    """What is said of a committed value that changed in silence."""
    address = move.address
    key = move.field.split(".")
    said = f"{address.parts[-1]!r}: {move.field} {_went(move)} without an amendment"
    option = f"--{key[0].replace('_', '-')}" if len(key) == 1 else f"--set {move.field}="
    cure = f"say why: `okr amend {address.path} {option} … --reason …`"
    if address.key_result is None:
        said = f"{address.objective!r}: {move.field} {_went(move)}, and no review decides so"
        cure = "record a `decision` in the team's review"
    severity = Severity.WARNING if move.field == "title" else None
    place = Place(_path(workspace, address), (*_route(address), *key))
    return Finding(place, said, f"{by_whom(move.credit)}; {cure}", address, severity=severity)


def _went(move: Move) -> str:
    if move.field in _WORDING:
        return "was reworded"
    if move.before is None:
        return f"came in as {move.after}"
    return f"was {move.before} and is gone," if move.after is None else f"went from {move.before} to {move.after}"


def _path(workspace: Workspace, address: Address) -> str:
    files = (file.path for file in workspace.goals if (file.cycle.id, file.goals.team) == address[:2])
    return next(files, goals_path(address.cycle, address.team))


def _route(address: Address) -> tuple[str, ...]:
    inside = ("key_results", address.key_result) if address.key_result else ()
    return ("objectives", str(address.objective), *inside)

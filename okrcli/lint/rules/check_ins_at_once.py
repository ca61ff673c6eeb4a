from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.scoring.periods import periods

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace
    from okrcli.history.audit import Entry


class CheckInsAtOnce(Rule):
    """Check-ins of several weeks were committed on one day.

    A check-in is worth what it was worth that week: it shows where help was needed while there was time. Several
    past weeks that one person enters at once are a reconstruction. One missed check-in made good late is said
    by `back-dated-check-in` alone. Check-ins that came with the workspace's first commit are an import.

    It needs history, and so speaks only in `okr lint --history`.

    ```yaml
    # commit: 2026-08-06 Ana
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    results: {trust/completion: 61}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    results: {trust/completion: 62}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27  # <- the check-ins of 3 past periods were committed on one day, 2026-08-06
          #^^^^^^^^^
    by: ana
    results: {trust/completion: 63}
    ```

    ```yaml
    # commit: 2026-07-13 Ana
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    results: {trust/completion: 61}
    # commit: 2026-07-22 Ana
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    results: {trust/completion: 62}
    # file: okrs/2026-Q3/checkins/2026-07-22-payments-ana.yaml
    date: 2026-07-22
    by: ana
    results: {trust/completion: 63}
    ```
    """

    code = "OKR606"
    asks_git = True
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for batch in batches(workspace, context):
            last = max(batch, key=lambda entry: entry.said)
            said = f"the check-ins of {len(batch)} past periods were committed on one day, {last.day}"
            hint = f"{last.author} did it in {last.commit[:7]}; say in the next one that these were written afterwards"
            yield Finding(Place(last.path, ("date",)), said, hint)


def batches(workspace: Workspace, context: Context) -> Iterator[list[Entry]]:
    """The check-ins of past periods that one person committed on one day, where they are of two periods or more."""
    together: dict[tuple[object, ...], dict[int, Entry]] = {}
    rhythm = workspace.settings.checkins.days
    for entry in context.history.entries if context.history else ():
        due = periods(entry.cycle, rhythm)
        period = due.of(entry.said)
        if period < due.over(entry.day):
            together.setdefault((entry.cycle, entry.team, entry.by, entry.day), {})[period] = entry
    yield from (list(batch.values()) for batch in together.values() if len(batch) > 1)

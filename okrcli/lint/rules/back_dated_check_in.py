from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.rules.check_ins_at_once import batches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace
    from okrcli.history.audit import Entry

_ZONES: Final = 1  # day by which two places on earth differ


class BackDatedCheckIn(Rule):
    """The date of a check-in is not the day on which it was committed.

    It may be as many days older as `grace_days` allows; beyond that it was not known then, or nobody
    could have known that it was. Nor can a check-in be younger than its commit. The commit's date is the one that git
    wrote when the commit was made; anybody can forge it, so it is a hint and no proof. Check-ins
    that came with the workspace's first commit are an import, and not compared.

    It needs history, and so speaks only in `okr lint --history`.

    ```yaml
    # commit: 2026-07-29 Ana
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20  # <- dated 2026-07-20, but committed 9 days later
          #^^^^^^^^^
    by: ana
    results: {trust/completion: 61}
    # commit: 2026-07-29 Ana
    # file: okrs/2026-Q3/checkins/2026-08-10-payments-ana.yaml
    date: 2026-08-10  # <- dated 2026-08-10, but committed before, on 2026-07-29
    by: ana
    results: {trust/completion: 64}
    ```

    ```yaml
    # commit: 2026-07-23 Ana
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    results: {trust/completion: 61}
    ```
    """

    code = "OKR605"
    asks_git = True
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        together = {entry.path for batch in batches(workspace, context) for entry in batch}
        for entry in context.history.entries if context.history else ():
            said = _said(entry, workspace.settings.checkins.grace_days)
            if said and entry.path not in together:
                hint = f"{entry.author} did it in {entry.commit[:7]}; a check-in has the day on which it is written"
                yield Finding(Place(entry.path, ("date",)), said, hint)


def _said(entry: Entry, grace_days: int) -> str | None:
    late = (entry.day - entry.said).days
    if late > grace_days:
        return f"dated {entry.said}, but committed {late} days later"
    return f"dated {entry.said}, but committed before, on {entry.day}" if late < -_ZONES else None

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrcli.goals.cycle import Cycle
    from okrcli.goals.workspace import CheckInFile, Workspace

_LATE: Final = 31
"""Days after a cycle's end in which its last numbers still come in."""


class DateOutsideCycle(Rule):
    """A check-in lies in the folder of a cycle that it is not of.

    It is dated before the cycle began, or more than a month after it ended: the date or the folder is
    wrong, and its numbers count for the wrong goals. It is said once for each team and cycle.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/checkins/2026-06-29-payments-ana.yaml
    date: 2026-06-29  # <- 2026-06-29 is before 2026-Q3 begins
    #     ^^^^^^^^^^
    by: ana
    confidence: {trust: 0.5}
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/checkins/2026-07-01-payments-ana.yaml
    date: 2026-07-01
    by: ana
    confidence: {trust: 0.5}
    ```
    """

    code = "OKR502"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        strays: dict[tuple[Cycle, str], list[CheckInFile]] = {}
        for file in workspace.checkins:
            if not file.cycle.start <= file.checkin.date <= file.cycle.end and _far(file.checkin.date, file.cycle):
                strays.setdefault((file.cycle, file.team), []).append(file)
        for (cycle, team), files in strays.items():
            first, *others = sorted(files, key=lambda file: file.path)
            said = f"{first.checkin.date} is {_where(first.checkin.date, cycle)}"
            more = f"; {len(others)} more of {team}" if others else ""
            hint = f"it belongs into okrs/{workspace.calendar.of(first.checkin.date)}/checkins/, or the date is wrong"
            yield Finding(Place(first.path, ("date",)), said + more, hint)


def _far(day: date, cycle: Cycle) -> bool:
    return day < cycle.start or (day - cycle.end).days > _LATE


def _where(day: date, cycle: Cycle) -> str:
    return f"before {cycle} begins" if day < cycle.start else f"long after {cycle}, which ended on {cycle.end}"

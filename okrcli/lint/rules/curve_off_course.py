from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import stating

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import Workspace


class CurveOffCourse(Rule):
    """A curve leaves the way from the baseline to the target, or the time of the key result.

    A curve says where the number should be by a day, in place of the straight line. A point before the cycle or
    after the due date is never looked at; one beyond the target, or behind the point before it, is mostly a slip
    of the finger. Where the number has to get worse first, say so in the title and leave the curve out.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise checkout completion from 61% to 75%
            baseline: 61
            target: 75
            curve:
              2026-08-01: 65
              2026-09-01: 56  # <- the curve goes back from 65 to 56
    #                     ^^
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise checkout completion from 61% to 75%
            baseline: 61
            target: 75
            curve: {2026-08-01: 61, 2026-09-01: 70, 2026-09-30: 75}
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise checkout completion from 61% to 75%
            baseline: 61
            target: 75
            due: 2026-08-31
            curve:
              2026-06-01: 62  # <- 2026-06-01 is before the key result begins, on 2026-07-01
              2026-08-01: 80  # <- the curve goes beyond the target, 75
              2026-09-15: 75  # <- 2026-09-15 is after the key result is due, on 2026-08-31
    ```
    """

    code = "OKR110"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in stating(workspace, "curve"):
            cycle = workspace.calendar.cycle(address.cycle)
            if cycle and key_result.curve:
                due = key_result.due or cycle.end
                for day, said in _strays(key_result, cycle.start, due):
                    hint = "a curve leads from the baseline to the target, between the first day and the due date"
                    yield Finding(place / "curve" / day.isoformat(), said, hint, address)


def _strays(key_result: KeyResult, start: date, due: date) -> Iterator[tuple[date, str]]:
    """The points of a curve that lead nowhere, each with what is wrong."""
    before, target = key_result.baseline, key_result.target
    rising = None if before is None or target is None or before == target else target > before
    for day, value in sorted((key_result.curve or {}).items()):
        if day < start:
            yield day, f"{day} is before the key result begins, on {start}"
        elif day > due:
            yield day, f"{day} is after the key result is due, on {due}"
        elif rising is not None and target is not None and value != target and (value > target) == rising:
            yield day, f"the curve goes beyond the target, {target:.15g}"
        elif rising is not None and before is not None and value != before and (value > before) != rising:
            yield day, f"the curve goes back from {before:.15g} to {value:.15g}"
        else:
            before = value

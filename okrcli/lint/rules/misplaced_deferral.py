from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import stating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MisplacedDeferral(Rule):
    """A score is put off to a day on which that changes nothing.

    `not_yet_observable_until` is for numbers that cannot be known at first: who stays for 30 days is seen after
    30 days. Up to the cycle's first day it defers nothing; behind the due date the key result is due before
    anyone can see it.

    ```yaml
    team: growth
    objectives:
      first-day:
        title: A new team is convinced on its first day
        key_results:
          stay:
            title: Raise new teams that stay for a month from 40% to 55%
            baseline: 40
            target: 55
            due: 2026-08-31
            not_yet_observable_until: 2026-09-10  # <- 'stay' is due on 2026-08-31, before it can be seen
    #                                 ^^^^^^^^^^
    ```

    ```yaml
    team: growth
    objectives:
      first-day:
        title: A new team is convinced on its first day
        key_results:
          stay:
            title: Raise new teams that stay for a month from 40% to 55%
            baseline: 40
            target: 55
            not_yet_observable_until: 2026-08-01
    ```

    ```yaml
    team: growth
    objectives:
      first-day:
        title: A new team is convinced on its first day
        key_results:
          stay:
            title: Raise new teams that stay for a month from 40% to 55%
            baseline: 40
            target: 55
            not_yet_observable_until: 2026-06-10  # <- 'stay' can be seen from the first day of 2026-Q3 on
    ```
    """

    code = "OKR117"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in stating(workspace, "not_yet_observable_until"):
            cycle, day = workspace.calendar.cycle(address.cycle), key_result.not_yet_observable_until
            at = place / "not_yet_observable_until"
            if cycle and day and day <= cycle.start:
                said = f"{address.key_result!r} can be seen from the first day of {cycle} on"
                yield Finding(at, said, "remove it, or put the right day", address)
            elif day and key_result.due and day > key_result.due:
                said = f"{address.key_result!r} is due on {key_result.due}, before it can be seen"
                yield Finding(at, said, "move `due:` behind it", address)

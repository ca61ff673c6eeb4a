from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class LongObjective(Rule):
    """An objective does not fit on one line.

    Google's playbook wants it short enough to be known by heart: what will be true, and for whom. Reasons belong
    into `why`, numbers into key results.

    ```yaml
    team: growth
    objectives:
      first-day:
        title: >-  # <- the title of 'first-day' is 124 characters long
    #          ^
          A new team that comes to us from another tool, or from none at all, is convinced on its first
          day that it was right to do so
    ```

    ```yaml
    team: growth
    objectives:
      first-day:
        title: A new team is convinced on its first day
        why: Teams without a green build on day one come back in one case of ten, wherever they come from
    ```
    """

    code = "OKR304"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, objective in workspace.objectives:
            if len(objective.title) > MOST:
                said = f"the title of {address.objective!r} is {len(objective.title)} characters long"
                yield Finding(
                    place / "title", said, "say what will be true, and for whom; the rest into `why:`", address
                )


MOST: Final = 100
"""The width of a report; nine in ten of the objectives that companies publish are shorter."""

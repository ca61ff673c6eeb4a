from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.address import Place
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrcli.goals.workspace import Workspace

_TIME_ZONES: Final = 1
"""Days by which somebody's today can be ahead of the machine's."""
_TEAMS: Final = 2


class FutureDate(Rule):
    """A check-in or a review has a date that is still to come.

    It says what is, not what will be; until that day no report shows it. Mostly the month or the year is
    mistyped. A date of tomorrow is fine: it may be tomorrow already where it was written. Where at least
    half of the teams are ahead, it is today that was set back (`OKR_TODAY`), and nothing is said.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/checkins/2026-09-27-payments-ana.yaml
    date: 2026-09-27  # <- 2026-09-27 is still to come: today is 2026-08-01
    #     ^^^^^^^^^^
    by: ana
    issues: [Two of us are ill]
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    issues: [Two of us are ill]
    ```
    """

    code = "OKR501"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        ahead = list(_ahead(workspace, context.today))
        behind = {file.team for file in workspace.checkins} - {team for team, _, _ in ahead}
        if len({team for team, _, _ in ahead}) >= max(_TEAMS, len(behind)):
            return
        for _, path, day in ahead:
            said = f"{day} is still to come: today is {context.today}"
            yield Finding(Place(path, ("date",)), said, "give the day on which it was written, in the file's name too")


def _ahead(workspace: Workspace, today: date) -> Iterator[tuple[str, str, date]]:
    """Team, path and day of what was written later than anybody's today."""
    checkins = ((file.team, file.path, file.checkin.date) for file in workspace.checkins)
    reviews = ((file.team, file.path, file.review.date) for file in workspace.reviews)
    for dated in (*checkins, *reviews):
        if dated[2] > today and (dated[2] - today).days > _TIME_ZONES:
            yield dated

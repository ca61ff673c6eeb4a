from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.address import Address, Place
from okrcli.goals.diagnostic import Severity
from okrcli.goals.files import REVIEWS
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace

_DAYS: Final = 14


class MissingReview(Rule):
    """A cycle ended two weeks ago, and a team has not reviewed it.

    What was learnt is forgotten soon, and what nobody closes is carried along. It is said once for each team
    that checked in, of the cycle before today's; older ones are left in peace.

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments  # <- payments has not reviewed 2026-Q2, which ended on 2026-06-30
    #     ^^^^^^^^
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q2/checkins/2026-06-22-payments-ana.yaml
    date: 2026-06-22
    by: ana
    confidence: {trust: 0.6}
    ```

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q2/checkins/2026-06-22-payments-ana.yaml
    date: 2026-06-22
    by: ana
    confidence: {trust: 0.6}
    # file: okrs/2026-Q2/reviews/payments.yaml
    date: 2026-07-02
    by: ana
    objectives:
      trust: {decision: keep}
    ```
    """

    code = "OKR526"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        now = workspace.calendar.of(context.today)
        if (context.today - now.start).days < _DAYS:
            return
        ended = workspace.calendar.before(now)
        active = {file.team for file in workspace.checkins if file.cycle == ended}
        for path, cycle, goals in workspace.goals:
            if cycle == ended and goals.team in active:
                folder, _, name = path.rpartition("/")
                review = f"{folder}/{REVIEWS}/{name}"
                if review not in workspace.sources and review not in workspace.unreadable:
                    said = f"{goals.team} has not reviewed {cycle}, which ended on {cycle.end}"
                    hint = f"write {review}: a decision for each objective, and what was learnt"
                    yield Finding(Place(path, ("team",)), said, hint, Address(cycle.id, goals.team))

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule, number
from okrcli.lint.running import standings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrcli.goals.workspace import Workspace


class ConfidenceDrop(Rule):
    """Confidence fell by 0.2 or more since the check-in before.

    Somebody has learnt something that the numbers do not show yet: talk about it now, while it can be
    helped. It is said at the latest check-in of the cycle that runs, of an objective or a key result.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    confidence: {trust: 0.7}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    confidence: {trust: 0.4}  # <- the confidence of 'trust' fell from 0.7 on 2026-07-20 to 0.4
    #                   ^^^
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    confidence: {trust: 0.7}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    confidence: {trust: 0.6}
    ```
    """

    code = "OKR515"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        from okrcli.scoring.pace import outlook

        hint = "say in `issues` what is in the way, and who can help"
        for standing in standings(workspace, context.today):
            goal = standing.confidences
            if outlook([one.value for one in goal]).dropped:
                said = _fell(standing.at.address.local, goal[-2].date, goal[-2].value, goal[-1].value)
                yield Finding(goal[-1].place, said, hint, standing.at.address)
            for at, observations, _, _, belief, _ in standing.results:
                if belief.dropped:
                    *_, before, last = (one for one in observations if one.reading.confidence is not None)
                    said = _fell(at.address.local, before.date, before.reading.confidence, last.reading.confidence)
                    yield Finding(last.place / "confidence", said, hint, at.address)


def _fell(name: str, since: date, before: float | None, after: float | None) -> str:
    return f"the confidence of {name!r} fell from {number(before or 0)} on {since} to {number(after or 0)}"

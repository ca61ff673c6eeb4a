from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.reviewed import graded, reviewed
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MissedWithoutLesson(Rule):
    """A committed objective was missed, and the review says nothing of why.

    Committed means promised: less than 1.0 needs an explanation. Say under `obstacles` what stood in the way,
    or under `learned` what you would do differently.

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        commitment: committed
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q2/reviews/payments.yaml
    date: 2026-07-02
    by: ana
    objectives:
      trust: {decision: keep}  # <- 'trust' was committed and scores 0.71, and nothing is said of why
    # ^^^^^
    results:
      trust/completion: {value: 71}
    ```

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        commitment: committed
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q2/reviews/payments.yaml
    date: 2026-07-02
    by: ana
    objectives:
      trust: {decision: keep, obstacles: [Two markets came late]}
    results:
      trust/completion: {value: 71}
    ```
    """

    code = "OKR523"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        from okrcli.scoring.grade import rounded

        for item in reviewed(workspace, context.today):
            decided = item.decided
            if decided and item.at.objective.commitment == "committed" and not (decided.obstacles or decided.learned):
                _, grade = graded(workspace, item)
                if grade.met is False:
                    how = f"scores {rounded(grade.score or 0):.2f}"
                    how = f"a guardrail of it is breached ({', '.join(grade.breaches)})" if grade.breaches else how
                    said = f"{item.at.address.objective!r} was committed and {how}, and nothing is said of why"
                    yield Finding(item.place, said, "add `obstacles:` or `learned:`", item.at.address)

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.reviewed import graded, reviewed
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class AchievedButMissed(Rule):
    """A review calls an objective achieved that its numbers call missed.

    An aspirational objective is good from 0.7 on, a committed one at 1.0. If the numbers do not tell the whole
    story, the reason belongs beside them: a `self_score` with `because`.

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q2/reviews/payments.yaml
    date: 2026-07-02
    by: ana
    objectives:
      trust:
        decision: achieved  # <- 'trust' is called achieved, and scores 0.50
    #             ^^^^^^^^
    results:
      trust/completion: {value: 68}
    ```

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q2/reviews/payments.yaml
    date: 2026-07-02
    by: ana
    objectives:
      trust: {decision: achieved}
    results:
      trust/completion: {value: 74}
    ```
    """

    code = "OKR525"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        from okrcli.scoring.grade import rounded

        for item in reviewed(workspace, context.today):
            if item.decided and item.decided.decision == "achieved":
                _, grade = graded(workspace, item)
                missed = grade.met is False or grade.band in ("yellow", "red")
                if missed and grade.score is not None and grade.self_score is None:
                    said = f"{item.at.address.objective!r} is called achieved, and scores {rounded(grade.score):.2f}"
                    hint = "decide otherwise, or add a `self_score` with `because`"
                    yield Finding(item.place / "decision", said, hint, item.at.address)

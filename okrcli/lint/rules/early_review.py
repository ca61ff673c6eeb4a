from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.reviewed import latest_reviews, reviewed
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace

_LAST_WEEK: Final = 7


class EarlyReview(Rule):
    """A cycle was reviewed more than a week before it ended.

    Its last numbers are not known then, and its score still moves. For a look back in the middle of a cycle
    a check-in is the place. Abandoning a single objective early is fine.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/reviews/payments.yaml
    date: 2026-07-31  # <- 2026-Q3 is reviewed on 2026-07-31, and ends on 2026-09-30
    #     ^^^^^^^^^^
    by: ana
    objectives:
      trust: {decision: keep}
    ```

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q2/reviews/payments.yaml
    date: 2026-06-29
    by: ana
    objectives:
      trust: {decision: keep}
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
      growth: {title: Shops choose us}
    # file: okrs/2026-Q3/reviews/payments.yaml
    date: 2026-07-31
    by: ana
    objectives:
      growth: {decision: abandon}
    ```
    """

    code = "OKR521"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        open_ = {item.file.path for item in reviewed(workspace, context.today) if item.decided is None}
        for path, cycle, _, review in latest_reviews(workspace, context.today):
            if path not in open_ and (cycle.end - review.date).days >= _LAST_WEEK:
                said = f"{cycle} is reviewed on {review.date}, and ends on {cycle.end}"
                yield Finding(Place(path, ("date",)), said, "review it in its last week or later")

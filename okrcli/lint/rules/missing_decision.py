from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.goals.model import DECISIONS
from okrcli.lint.reviewed import Reviewed, reviewed
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MissingDecision(Rule):
    """A review leaves open what becomes of an objective.

    At the end of a cycle each objective was achieved, or is kept, modified, abandoned or deferred. What nobody
    decides rolls over silently, or is silently dropped.

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
      growth: {title: Shops choose us}
    # file: okrs/2026-Q2/reviews/payments.yaml
    date: 2026-07-02
    by: ana
    objectives:  # <- nothing is decided about 'growth'
    #^^^^^^^^^
      trust:  # <- nothing is decided about 'trust'
        learned: [Cards are the smaller problem]
    ```

    ```yaml
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
      growth: {title: Shops choose us}
    # file: okrs/2026-Q2/reviews/payments.yaml
    date: 2026-07-02
    by: ana
    objectives:
      trust: {decision: keep}
      growth: {decision: abandon}
    ```
    """

    code = "OKR522"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in reviewed(workspace, context.today):
            if context.today <= item.file.cycle.end:
                continue  # a goal that is abandoned early decides nothing about the others
            if item.decided is None or item.decided.decision is None:
                said = f"nothing is decided about {item.at.address.objective!r}"
                hint = (
                    f"add `decision:` with one of {', '.join(DECISIONS)}; `okr close` asks for those that are left out"
                )
                yield Finding(_place(item), said, hint, item.at.address)


def _place(item: Reviewed) -> Place:
    return item.place if item.decided else Place(item.file.path, ("objectives",))

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.files import goals_path
from okrcli.lint.rule import Context, Finding, Rule, by_whom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class UndecidedDrop(Rule):
    """A committed goal is gone, and no review says what was decided of it.

    What is deleted is out of every average: the mean of those that survive looks better than the quarter was. So it
    goes on counting in the score as committed until the team's review has a `decision` on its objective
    (abandon, defer, modify …). A key result that has lost its point can also stay, without weight: `okr amend
    --weight 0 --kind irrelevant --reason …`.

    It needs history, and so speaks only in `okr lint --history`.

    ```yaml
    # commit: 2026-07-01 Ana
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise completion, baseline: 61, target: 75}
          refunds: {title: Cut the days to a refund, baseline: 9, target: 3}
      speed: {title: Nobody waits}
    # commit: 2026-08-20 Ben
    team: payments
    objectives:  # <- objective 'speed' was dropped, and no review decides so
    #^^^^^^^^^
      trust:
        title: Buyers trust us
        key_results:  # <- key result 'refunds' was dropped, and no review decides so
          completion: {title: Raise completion, baseline: 61, target: 75}
    ```

    ```yaml
    # commit: 2026-07-01 Ana
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
      speed: {title: Nobody waits}
    # commit: 2026-08-20 Ben
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/reviews/payments.yaml
    date: 2026-08-20
    by: ana
    objectives:
      speed: {decision: abandon, learned: [Nobody waited]}
    ```
    """

    code = "OKR602"
    asks_git = True

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for address, _, credit in context.history.drops if context.history else ():
            what = f"key result {address.key_result!r}" if address.key_result else f"objective {address.objective!r}"
            inside = (str(address.objective), "key_results") if address.key_result else ()
            place = Place(goals_path(address.cycle, address.team), ("objectives", *inside))
            cure = "record a `decision` on its objective in the team's review, or put it back with weight 0"
            said = f"{what} was dropped, and no review decides so"
            yield Finding(place, said, f"{by_whom(credit)}; {cure}", address, at_key=True)

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.reviewed import Reviewed, graded, reviewed
from okrcli.lint.rule import Context, Finding, Rule, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import Amount
    from okrcli.goals.workspace import Workspace


class SelfScoreWithoutReason(Rule):
    """A team scores itself otherwise than its numbers do, and does not say why.

    There are good reasons: the one customer of ten that came was the one that matters. Without `because` the
    own score is not shown beside the computed one.

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
      trust: {decision: keep}
    results:
      trust/completion: {value: 68, self_score: 0.8}  # <- 'trust/completion' scores 0.50, the team says 0.8 and not why
    #                                           ^^^
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
      trust: {decision: keep}
    results:
      trust/completion: {value: 68, self_score: 0.8, because: Two markets came late and start from 0}
    ```
    """

    code = "OKR524"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in reviewed(workspace, context.today):
            own = {name: score for name in item.at.objective.key_results if (score := _own(item, name)) is not None}
            if own:
                yield from _differing(workspace, item, own)


def _own(item: Reviewed, key_result: str) -> Amount | None:
    """The team's own score of a key result, where it has no reason."""
    said = item.file.review.results.get(f"{item.at.address.objective}/{key_result}")
    return said.self_score if said and not said.because else None


def _differing(workspace: Workspace, item: Reviewed, own: dict[str, Amount]) -> Iterator[Finding]:
    from okrcli.scoring.grade import rounded

    scores, _ = graded(workspace, item)
    for key_result, claimed in own.items():
        computed = scores[key_result].progress
        if computed is None or rounded(computed) != rounded(claimed):
            address = item.at.address._replace(key_result=key_result)
            scored = "has no score" if computed is None else f"scores {rounded(computed):.2f}"
            said = f"{address.local!r} {scored}, the team says {number(claimed)} and not why"
            place = Place(item.file.path, ("results", address.local, "self_score"))
            yield Finding(place, said, "add `because:`, or remove `self_score`", address)

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule, number
from okrcli.lint.running import followed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.goals.workspace import Workspace
    from okrcli.scoring.readings import Observation

_CHECKINS: Final = 4
_DAYS: Final = 14


class StalledKeyResult(Rule):
    """The value of a key result has not moved for four check-ins and two weeks.

    Either nothing that is done moves it, or the number is copied and not looked up. It is said of metrics that
    have not reached their target, in the cycle that runs. A level that is to be held may well stand still.

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-06-payments-ana.yaml
    date: 2026-07-06
    by: ana
    results: {trust/completion: 63}
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    results: {trust/completion: 63}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    results: {trust/completion: 63}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    results: {trust/completion: 63}  # <- 'trust/completion' has stood at 63 since 2026-07-06, for 4 check-ins
    #                           ^^
    ```

    ```yaml
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise checkout completion from 61% to 75%, baseline: 61, target: 75}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    results: {trust/completion: 63}
    # file: okrs/2026-Q3/checkins/2026-07-27-payments-ana.yaml
    date: 2026-07-27
    by: ana
    results: {trust/completion: 63}
    ```
    """

    code = "OKR513"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for at, _, seen, score, _, _ in followed(workspace, context.today):
            if at.key_result.kind == "metric" and score.met is False and len(seen) >= _CHECKINS:
                same = _unchanged(seen)
                last = same[-1]
                if len(same) >= _CHECKINS and (last.date - same[0].date).days >= _DAYS:
                    value = number(last.reading.value or 0)
                    since = f"since {same[0].date}, for {len(same)} check-ins"
                    said = f"{at.address.local!r} has stood at {value} {since}"
                    hint = "what would move it? if nothing can, say so in the note"
                    yield Finding(last.place / "value", said, hint, at.address)


def _unchanged(seen: Sequence[Observation]) -> Sequence[Observation]:
    """The latest observations that have the same value."""
    first = len(seen)
    while first and seen[first - 1].reading.value == seen[-1].reading.value:
        first -= 1
    return seen[first:]

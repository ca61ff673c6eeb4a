from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import Workspace


class GrowthWithoutCounterMetric(Rule):
    """An objective pushes for more or faster, and nothing says what must not suffer.

    Grove: pair each indicator with another, so that effect and counter-effect are both measured. More orders are
    easily had at a loss, faster answers with wrong ones: a guardrail, a share or a quality beside them shows it.

    ```yaml
    team: growth
    objectives:
      reach:  # <- 'reach' asks for more or faster only, and nothing that must not suffer
    # ^^^^^
        title: Shops all over Europe choose us
        key_results:
          shops: {title: Raise shops that sell with us from 200 to 300, unit: shops, baseline: 200, target: 300}
          revenue: {title: Raise revenue from 400 to 650 kEUR a month, unit: kEUR, baseline: 400, target: 650}
    ```

    ```yaml
    team: growth
    objectives:
      reach:
        title: Shops all over Europe choose us
        key_results:
          shops: {title: Raise shops that sell with us from 200 to 300, unit: shops, baseline: 200, target: 300}
          revenue: {title: Raise revenue from 400 to 650 kEUR a month, unit: kEUR, baseline: 400, target: 650}
          churn: {kind: threshold, title: Keep shops that leave at or below 3%, at_most: 3, guardrail: true}
    ```
    """

    code = "OKR414"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, objective in workspace.objectives:
            results = objective.key_results.values()
            if len(results) > 1 and objective.commitment != "learning" and all(map(_only_pushes, results)):
                said = f"{address.objective!r} asks for more or faster only, and nothing that must not suffer"
                hint = (
                    "ask what would go wrong if that were all, and hold it with `kind: threshold` and `guardrail: true`"
                )
                yield Finding(place, said, hint, address, at_key=True)


_TIMES: Final = frozenset(("ms", "s", "sec", "seconds", "min", "minutes", "h", "hours", "days", "weeks"))
_MONEY: Final = frozenset(
    ("eur", "usd", "gbp", "chf", "keur", "kusd", "meur", "musd", "euros", "dollars", "$", "€", "£")
)


def _only_pushes(key_result: KeyResult) -> bool:
    """Whether it raises a volume of money, people or their acts, or shortens a time."""
    unit = key_result.unit
    if unit is None or unit == "%":
        return False
    start, end = key_result.baseline, key_result.target
    if start is None or end is None or key_result.kind != "metric":
        return False
    first = unit.lower().partition(" ")[0]
    return first in _TIMES if end < start else first in _MONEY or _is_counted(first)


def _is_counted(unit: str) -> bool:
    """Whether a unit is people, or what they do: customers, orders, sign-ups."""
    from okrcli.judge.lexicon import BIT, kinds

    return bool(kinds(unit) & (BIT["outsider"] | BIT["reaction"]) and not kinds(unit) & BIT["lower is better"])

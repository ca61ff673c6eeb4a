from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import KeyResult
    from okrcli.goals.workspace import Workspace


class ImpossiblePercentage(Rule):
    """A share is to be more than all of it, or less than nothing.

    Of a hundred buyers no more than a hundred can finish. Growth and what is compared with a plan may pass 100%;
    a share of people or time cannot.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise the share of buyers who finish from 61% to 120%
            unit: "%"
            baseline: 61
            target: 120  # <- a share cannot be 120%
    #               ^^^
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion: {title: Raise the share of buyers who finish from 61% to 75%, unit: "%", baseline: 61, target: 75}
          revenue: {title: Raise revenue against the plan from 90% to 120%, unit: "%", baseline: 90, target: 120}
    ```
    """

    code = "OKR116"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in workspace.key_results:
            if key_result.unit == "%" and not (0 <= (key_result.baseline or 0) <= ALL >= (key_result.target or 0) >= 0):
                for field in ("baseline", "target") if _is_share(key_result) else ():
                    value = getattr(key_result, field)
                    if value is not None and not 0 <= value <= ALL:
                        said = f"a share cannot be {value:.15g}%"
                        hint = "count what is meant, or say what it is a percentage of"
                        yield Finding(place / field, said, hint, address)


ALL: Final = 100
"""All of it, in per cent."""
_SHARES: Final = frozenset(
    ("share", "percentage", "proportion", "who", "whose", "uptime", "availability", "conversion")
)
_COMPARED: Final = frozenset(
    ("plan", "budget", "quota", "growth", "target", "forecast", "year", "quarter", "month", "margin", "net")
)


def _is_share(key_result: KeyResult) -> bool:
    """Whether the words speak of a part of a whole, and compare it with nothing else."""
    words = set(f"{key_result.title} {key_result.metric or ''}".lower().replace(",", " ").split())
    return not words.isdisjoint(_SHARES) and words.isdisjoint(_COMPARED)

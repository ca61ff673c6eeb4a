from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MissingWhy(Rule):
    """Nothing says what an objective is for.

    Doerr: a goal whose reason is known survives the first bad week. `why` gives the reason, `supports` the goal
    it serves, `standalone` why it stands alone, a learning objective its question: any of them is enough.

    ```yaml
    team: payments
    objectives:
      trust:  # <- nothing says what 'trust' is for
    # ^^^^^
        title: Buyers trust us
    ```

    ```yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, why: Half of all carts are abandoned at the payment step}
      growth: {title: Shops choose us, supports: payments/trust}
    ```
    """

    code = "OKR306"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, objective in workspace.objectives:
            if _REASONS.isdisjoint(vars(objective)):
                said = f"nothing says what {address.objective!r} is for"
                yield Finding(place, said, "add `why:`, a sentence on why this and why now", address, at_key=True)


_REASONS: Final = frozenset(("why", "supports", "standalone", "question"))

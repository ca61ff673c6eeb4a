from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.address import Address, Place
from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MissingWhy(Rule):
    """Nothing says what an objective is for.

    Doerr: a goal whose reason is known survives the first bad week. `why` gives the reason, `supports` the goal
    it serves, `standalone` why it stands alone, a learning objective its question: any of them is enough. Where
    none of a team's objectives says it, that is said once.

    ```yaml
    team: payments
    objectives:
      growth: {title: Shops choose us, why: Half of all carts are abandoned at the payment step}
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

    ```yaml
    team: payments
    objectives:  # <- nothing says what any objective of payments is for
      trust: {title: Buyers trust us}
      growth: {title: Shops choose us}
    ```
    """

    code = "OKR306"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        hint = "add `why:`, a sentence on why this and why now"
        for path, cycle, goals in workspace.goals:
            silent = [
                name
                for name, each in goals.objectives.items()
                if _REASONS.isdisjoint(vars(each)) and not workspace.tried(Place(path, ("objectives", name)), *_REASONS)
            ]
            if len(silent) > 1 and len(silent) == len(goals.objectives):
                said = f"nothing says what any objective of {goals.team} is for"
                yield Finding(Place(path, ("objectives",)), said, hint, at_key=True)
                continue
            for name in silent:
                place, address = Place(path, ("objectives", name)), Address(cycle.id, goals.team, name)
                yield Finding(place, f"nothing says what {name!r} is for", hint, address, at_key=True)


_REASONS: Final = frozenset(("why", "supports", "standalone", "question"))

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.address import Address
    from okrcli.goals.workspace import Workspace


class DuplicateObjective(Rule):
    """Two objectives of a cycle have the same title.

    One goal of several teams is one objective that the others support with what they add to it: copied, it is
    reported several times and answered for by nobody.

    ```yaml
    # file: okrs/2026-Q3/growth.yaml
    team: growth
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      buyers: {title: Buyers trust us!}  # <- growth/trust has the same title
    #                 ^^^^^^^^^^^^^^^^
    ```

    ```yaml
    # file: okrs/2026-Q3/growth.yaml
    team: growth
    objectives:
      trust: {title: Buyers trust us}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      buyers: {title: Buyers trust our checkout, supports: growth/trust}
    # file: okrs/2026-Q2/payments.yaml
    team: payments
    objectives:
      buyers: {title: Buyers trust our checkout}
    ```
    """

    code = "OKR308"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        seen: dict[tuple[str, str], Address] = {}
        for place, address, objective in workspace.objectives:
            first = seen.setdefault((address.cycle, objective.title.lower().rstrip(" .!?")), address)
            if first is not address:
                said = f"{first.path} has the same title"
                hint = f"say what this one adds, and let it support {first.path}"
                yield Finding(place / "title", said, hint, address)

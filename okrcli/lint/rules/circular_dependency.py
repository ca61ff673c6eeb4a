from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.alignment import objective_of, references
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class CircularDependency(Rule):
    """Two objectives each wait for the other.

    `depends_on` says what has to be there first. In a circle nothing can be: say which comes first, or make it
    one objective.

    ```yaml
    # file: okrs/2026-Q3/platform.yaml
    team: platform
    objectives:
      quick: {title: Nobody waits to pay, depends_on: payments/trust}  # <- payments/trust waits for 'quick' as well
    #                                                 ^^^^^^^^^^^^^^
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, depends_on: platform/quick}  # <- platform/quick waits for 'trust' as well
    ```

    ```yaml
    # file: okrs/2026-Q3/platform.yaml
    team: platform
    objectives:
      quick: {title: Nobody waits to pay}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, depends_on: platform/quick}
    ```
    """

    code = "OKR412"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        found = references(workspace, "depends_on").links
        needed = {(link.at.address, objective_of(link.target)) for link in found}
        for link in found:
            source, target = link.at.address, objective_of(link.target)
            if (target, source) in needed:
                other = f"{target.path} waits" if target != source else "it waits"
                said = f"{other} for {source.objective!r} as well"
                yield Finding(link.reference.place, said, "say which of the two comes first", source)

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.alignment import references
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class UnansweredDependency(Rule):
    """An objective needs another team in a cycle in which that team has not taken it on.

    Google's playbook: what several teams must deliver stands in the goals of each of them. A goal of an earlier
    cycle is no answer in this one.

    ```yaml
    # file: okrs/2026-Q2/platform.yaml
    team: platform
    objectives:
      quick: {title: Nobody waits for a payment}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        depends_on: 2026-Q2:platform/quick  # <- platform has taken this on in 2026-Q2, not in 2026-Q3
    #               ^^^^^^^^^^^^^^^^^^^^^^
    ```

    ```yaml
    # file: okrs/2026-Q3/platform.yaml
    team: platform
    objectives:
      quick: {title: Nobody waits for a payment}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, depends_on: platform/quick}
    ```
    """

    code = "OKR411"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for link in references(workspace, "depends_on").links:
            cycle, team = link.at.address.cycle, link.target.team
            if link.target.cycle != cycle:
                said = f"{team} has taken this on in {link.target.cycle}, not in {cycle}"
                hint = f"agree on it with {team}, and name its goal of {cycle}"
                yield Finding(link.reference.place, said, hint, link.at.address)

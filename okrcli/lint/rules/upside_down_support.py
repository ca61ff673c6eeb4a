from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.alignment import above, references
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class UpsideDownSupport(Rule):
    """An objective supports a goal of a team below its own.

    Support goes from the part to the whole: a team's goal serves the company's. The other way round, the company
    would be reached when one of its teams is. What a team must deliver for it is `depends_on`.

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      company: {level: company}
      payments: {level: team, parent: company}
    # file: okrs/2026-Q3/company.yaml
    team: company
    objectives:
      europe:
        title: Shops all over Europe choose us
        supports: payments/trust  # <- company supports payments, which is a part of it
    #             ^^^^^^^^^^^^^^
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us}
    ```

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      company: {level: company}
      payments: {level: team, parent: company}
    # file: okrs/2026-Q3/company.yaml
    team: company
    objectives:
      europe: {title: Shops all over Europe choose us}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, supports: company/europe}
    ```
    """

    code = "OKR404"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        teams = workspace.settings.teams
        for link in references(workspace, "supports").links:
            team, below = link.at.address.team, teams.get(link.target.team)
            if below and below.parent and team in above(workspace.settings, link.target.team):
                said = f"{team} supports {link.target.team}, which is a part of it"
                hint = f"let {link.target.path} support this; what it must deliver for it is `depends_on:`"
                yield Finding(link.reference.place, said, hint, link.at.address)

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.files import SETTINGS_FILE
from okrcli.lint.alignment import above
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class CircularTeam(Rule):
    """A team belongs to itself, by way of its parents.

    Reports and alignment go from a team to the one above it, up to one that has none.

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      payments: {level: team, parent: checkout}  # <- 'payments' belongs to itself, by way of checkout
    #                                 ^^^^^^^^
      checkout: {level: team, parent: payments}  # <- 'checkout' belongs to itself, by way of payments
    ```

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      company: {level: company}
      payments: {level: team, parent: checkout}
      checkout: {level: team, parent: company}
    ```
    """

    code = "OKR418"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        teams = workspace.settings.teams
        for name, team in teams.items():
            way = list(above(workspace.settings, name))
            last = teams.get(way[-1] if way else name)
            if team.parent == name or (last and last.parent == name):
                through = f", by way of {', '.join(way)}" if way else ""
                said = f"{name!r} belongs to itself{through}"
                place = Place(SETTINGS_FILE, ("teams", name, "parent"))
                yield Finding(place, said, "let the highest team have no `parent:`")

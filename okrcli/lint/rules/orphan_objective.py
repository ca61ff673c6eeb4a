from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.alignment import above
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from okrcli.goals.model import Settings
    from okrcli.goals.workspace import Workspace


class OrphanObjective(Rule):
    """An objective serves nothing that the teams above have set out to reach.

    Either it belongs to somebody's goal, or it is worth doing for its own sake: say which. Nothing is said of a
    company's objectives, nor where no team above has goals in the cycle.

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
      trust:  # <- 'trust' supports no other goal, and does not say why
    # ^^^^^
        title: Buyers trust us
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
      law: {title: Our contracts fit the new law, standalone: It is the law}
    ```
    """

    code = "OKR402"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        having = {(cycle.id, goals.team) for _, cycle, goals in workspace.goals if goals.objectives}
        guided: dict[tuple[str, str], bool] = {}
        for place, address, objective in workspace.objectives:
            if not objective.supports and objective.standalone is None:
                team = address[:2]
                if team not in guided:
                    guided[team] = _is_guided(workspace.settings, team, having)
                if guided[team]:
                    said = f"{address.objective!r} supports no other goal, and does not say why"
                    hint = "add `supports:` with the goal that it serves, or `standalone:` with the reason"
                    yield Finding(place, said, hint, address, at_key=True)


def _is_guided(settings: Settings, team: tuple[str, str], having: AbstractSet[tuple[str, str]]) -> bool:
    """Whether a team, which is no company, has a team above it with objectives in the cycle."""
    cycle, name = team
    known = settings.teams.get(name)
    return known is not None and known.level != "company" and any((cycle, up) in having for up in above(settings, name))

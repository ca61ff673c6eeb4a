from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.shape import did_you_mean
from okrcli.lint.repairs import nearest
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.address import Address
    from okrcli.goals.workspace import Workspace


class UnknownOwner(Rule):
    """An owner, or the writer of a check-in, is nobody of the teams in okr.yaml.

    A goal whose owner is misspelt has no owner: nobody is asked for its check-in. Nothing is said as long
    as okr.yaml names no people.

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      payments: {level: team, owner: ana, members: [ana, ben]}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, owner: anna}  # <- nobody here is called 'anna'
    #                                        ^^^^
    ```

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      payments: {level: team, owner: ana, members: [ana, ben]}
    # file: okrs/2026-Q3/payments.yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, owner: ana}
    ```
    """

    code = "OKR018"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        people = workspace.settings.people
        if not people:
            return
        for place, address, objective in workspace.objectives:
            if objective.owner and objective.owner not in people:
                yield _finding(place / "owner", objective.owner, people, address)
        for place, address, key_result, _ in workspace.key_results:
            if key_result.owner and key_result.owner not in people:
                yield _finding(place / "owner", key_result.owner, people, address)
        for path, _, _, checkin in workspace.checkins:
            if checkin.by not in people:
                yield _finding(Place(path, ("by",)), checkin.by, people, None)


def _finding(place: Place, name: str, people: frozenset[str], address: Address | None) -> Finding:
    hint = did_you_mean(name, sorted(people), "add the person to the `members` of a team in okr.yaml")
    repair = nearest(place, name, sorted(people))
    return Finding(place, f"nobody here is called {name!r}", hint, address, repair=repair)

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.files import SETTINGS_FILE
from okrcli.goals.shape import suggest
from okrcli.lint.repairs import nearest
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrcli.goals.workspace import Workspace


class UnknownTeam(Rule):
    """A file or a parent names a team that okr.yaml does not have.

    Reports and alignment follow the teams in okr.yaml; a team outside them is seen by nobody. Nothing is
    said as long as okr.yaml names no teams at all.

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      payments: {level: team, parent: compny}  # <- there is no team 'compny'
    #                                 ^^^^^^
      company: {level: company}
    ```

    ```yaml
    # file: okr.yaml
    version: 1
    teams:
      payments: {level: team, parent: company}
      company: {level: company}
    ```
    """

    code = "OKR017"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        teams = workspace.settings.teams
        if not teams:
            return
        for path, _, goals in workspace.goals:
            if goals.team not in teams:
                yield _finding(Place(path, ("team",)), goals.team, teams)
        for path, _, team, _ in workspace.checkins:
            if team not in teams:
                yield _finding(Place(path), team, teams)
        for name, known in teams.items():
            if known.parent and known.parent not in teams:
                yield _finding(Place(SETTINGS_FILE, ("teams", name, "parent")), known.parent, teams)


def _finding(place: Place, name: str, teams: Iterable[str]) -> Finding:
    close = suggest(name, teams)
    hint = f"did you mean {close!r}? Else add it to `teams` in okr.yaml" if close else "add it to `teams` in okr.yaml"
    repair = nearest(place, name, teams) if place.path == SETTINGS_FILE else None  # elsewhere it is a file's name
    return Finding(place, f"there is no team {name!r}", hint, repair=repair)

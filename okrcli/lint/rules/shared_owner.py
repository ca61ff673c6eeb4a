from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.address import Address, Place
    from okrcli.goals.model import KeyResult, Objective
    from okrcli.goals.workspace import Workspace


class SharedOwner(Rule):
    """More than one person owns a goal.

    Where two answer, each waits for the other: one name, whoever does the work. Names that okr.yaml lists as they
    are written here are left alone.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        owner: ana and ben  # <- 'ana and ben' is more than one person
    #          ^^^^^^^^^^^
    ```

    ```yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, owner: ana}
    ```
    """

    code = "OKR119"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        people = workspace.settings.people
        named = {at.objective.owner for at in workspace.objectives}.union(
            at.key_result.owner for at in workspace.key_results
        )
        shared = {name for name in named - people if name and _SEVERAL.search(name)}
        for place, address, goal in _owned(workspace) if shared else ():
            if goal.owner in shared:
                said = f"{goal.owner!r} is more than one person"
                yield Finding(place / "owner", said, "name the one who answers for it", address)


_SEVERAL: Final = re.compile(r"[^\W\d_]\s*[,;/&+]\s*@?[^\W\d_]| and ")


def _owned(workspace: Workspace) -> Iterator[tuple[Place, Address, Objective | KeyResult]]:
    yield from workspace.objectives
    for place, address, key_result, _ in workspace.key_results:
        yield place, address, key_result

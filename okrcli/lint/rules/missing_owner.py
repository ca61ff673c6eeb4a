from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MissingOwner(Rule):
    """Nobody owns an objective.

    A goal that everybody owns is checked in on by nobody. One person answers for it, whoever does the
    work; key results inherit the owner. A team of one person is its own owner.

    ```yaml
    team: payments
    objectives:
      trust:  # <- nobody owns 'trust'
    # ^^^^^
        title: Buyers trust us
    ```

    ```yaml
    team: payments
    objectives:
      trust: {title: Buyers trust us, owner: ana}
    ```
    """

    code = "OKR105"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, objective in workspace.objectives:
            if objective.owner is None and not workspace.tried(place, "owner"):
                yield Finding(
                    place, f"nobody owns {address.objective!r}", "add `owner:` with one person", address, at_key=True
                )

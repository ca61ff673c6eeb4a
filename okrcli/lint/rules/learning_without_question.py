from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class LearningWithoutQuestion(Rule):
    """A learning objective does not say what the cycle is to find out.

    It has no score: it is answered, partly answered or open. Without a question nobody can tell which.

    ```yaml
    team: growth
    objectives:
      leavers:  # <- 'leavers' is to learn something, but asks nothing
    # ^^^^^^^
        title: We understand the teams that leave
        commitment: learning
    ```

    ```yaml
    team: growth
    objectives:
      leavers:
        title: We understand the teams that leave
        commitment: learning
        question: What do teams that leave do in their first six weeks, or not do?
      prices:
        title: Does the price decide?
        commitment: learning
    ```
    """

    code = "OKR307"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, objective in workspace.objectives:
            if objective.commitment == "learning" and not objective.question and not objective.title.endswith("?"):
                said = f"{address.objective!r} is to learn something, but asks nothing"
                yield Finding(place, said, "add `question:`", address, at_key=True)

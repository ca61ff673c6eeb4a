from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import objective_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class NumberInObjective(Rule):
    """An objective states a number: it is a key result.

    The objective says what the number is good for.

    ```yaml
    team: growth
    objectives:
      sales: {title: Raise sales by 30%}  # <- "Raise sales by 30%" states a number
    #                               ^^^
    ```

    ```yaml
    team: growth
    objectives:
      sales: {title: Small shops choose us first}
    ```
    """

    code = "OKR303"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        hint = "make it a key result, and say in the objective what it is good for"
        yield from objective_findings(workspace, self.name(), "states a number", hint)

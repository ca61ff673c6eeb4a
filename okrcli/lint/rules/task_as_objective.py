from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import objective_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class TaskAsObjective(Rule):
    """An objective is a task or a project.

    When it is done, somebody must be better off: that is the objective.

    ```yaml
    team: platform
    objectives:
      migration: {title: Migrate all builds}  # <- "Migrate all builds" is a task
    #                    ^^^^^^^
    ```

    ```yaml
    team: platform
    objectives:
      quick-builds: {title: Nobody waits for a build}
    ```
    """

    code = "OKR302"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        hint = "say what will be true for others once it is done"
        yield from objective_findings(workspace, self.name(), "is a task", hint)

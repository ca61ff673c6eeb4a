from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import objective_findings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class VagueObjective(Rule):
    """An objective could be anybody's, at any time.

    It says neither for whom nor what will be true. A good one makes people say "yes, that" or "no, not that".

    ```yaml
    team: growth
    objectives:
      marketing: {title: Become world-class}  # <- "Become world-class" could be anybody's, at any time
    #                    ^^^^^^^^^^^^^^^^^^
    ```

    ```yaml
    team: growth
    objectives:
      first-day: {title: A new team is convinced on its first day}
    ```
    """

    code = "OKR301"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        hint = "say what will be true, and for whom"
        yield from objective_findings(workspace, self.name(), "could be anybody's, at any time", hint)

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Severity
from okrcli.goals.edit import without
from okrcli.lint.directives import directives
from okrcli.lint.rule import Context, Finding, Repair, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class ExpiredDirective(Rule):
    """The day has passed until which a comment silenced a rule.

    What it silenced is reported again.

    ```yaml
    team: payments
    objectives:
      trust:  # okr: ignore[missing-owner] until=2026-07-20 -- Ana is on leave  # <- this ended on 2026-07-20
    #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        title: Buyers trust us
    ```

    ```yaml
    team: payments
    objectives:
      trust:  # okr: ignore[missing-owner] until=2026-09-01 -- Ana starts in September
        title: Buyers trust us
    ```
    """

    code = "OKR905"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for directive in directives(workspace):
            if directive.until and context.today > directive.until:
                span = directive.span
                repair = Repair("remove it", lambda source, span=span: without(source, span))  # type: ignore[misc]
                said = f"this ended on {directive.until}"
                yield Finding(Place(directive.path), said, "mend it, or remove the comment", span=span, repair=repair)

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.lint.directives import FORM, directives
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MalformedDirective(Rule):
    """A comment means to silence a rule, but is not written so that it does.

    A directive that does nothing without a word is worse than none. The form is
    `# okr: ignore[RULE] -- why`, with `until=DATE` before the dashes where it is to end, and
    `ignore-file` for a whole file. There is no directive for all rules.

    ```yaml
    team: payments
    objectives:
      # okr: ignore -- we know  # <- it names no rule: there is no directive for all of them
    # ^^^^^^^^^^^^^^^^^^^^^^^^
      trust:
        title: Buyers trust us
    ```

    ```yaml
    team: payments
    objectives:
      # okr: ignore[missing-owner] until=2026-09-01 -- Ana starts in September
      trust:
        title: Buyers trust us
    ```
    """

    code = "OKR901"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for directive in directives(workspace):
            if directive.wrong:
                yield Finding(Place(directive.path), directive.wrong, f"write it like `{FORM}`", span=directive.span)

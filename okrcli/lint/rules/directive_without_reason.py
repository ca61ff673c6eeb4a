from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.lint.directives import FORM, directives
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class DirectiveWithoutReason(Rule):
    """A comment silences a rule without saying why; so it silences nothing.

    The next reader cannot tell an exception from a shortcut. A word like `todo` is no reason.

    ```yaml
    team: payments
    objectives:
      trust:  # okr: ignore[missing-owner]  # <- no reason is given, so nothing is silenced
    #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        title: Buyers trust us
    ```

    ```yaml
    team: payments
    objectives:
      trust:  # okr: ignore[missing-owner] -- Ana starts in September
        title: Buyers trust us
    ```
    """

    code = "OKR904"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for directive in directives(workspace):
            if not directive.wrong and directive.reason is None:
                said = "no reason is given, so nothing is silenced"
                yield Finding(Place(directive.path), said, f"write it like `{FORM}`", span=directive.span)

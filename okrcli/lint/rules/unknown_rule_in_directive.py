from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.kinds import KINDS
from okrcli.goals.shape import did_you_mean
from okrcli.lint.directives import directives
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace
    from okrcli.lint.directives import Word


class UnknownRuleInDirective(Rule):
    """A comment silences a rule that does not exist.

    Rules are named by code or name, one by one. What is wrong with a file itself (OKR001 to OKR015) cannot be
    silenced: what it hides is not read.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us  # okr: ignore[mising-owner] -- Ana comes soon  # <- there is no rule 'mising-owner'
    #                                         ^^^^^^^^^^^^
    ```

    ```yaml
    team: payments
    objectives:
      trust:  # okr: ignore[missing-owner] -- Ana starts in September
        title: Buyers trust us
    ```
    """

    code = "OKR903"
    last = True

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        names = dict(context.known)
        for directive in directives(workspace):
            for word in directive.words:
                if word.text.lower() not in names:
                    message, hint = _said(word, names)
                    yield Finding(Place(directive.path), message, hint, span=word.span)


def _said(word: Word, names: dict[str, str]) -> tuple[str, str | None]:
    wanted = word.text.lower()
    if wanted in KINDS or wanted in {kind.code.lower() for kind in KINDS.values()}:
        return f"{word.text!r} is wrong with the file itself and cannot be silenced", "mend the file"
    return f"there is no rule {word.text!r}", did_you_mean(wanted, set(names.values()), "`okr rules` lists them")

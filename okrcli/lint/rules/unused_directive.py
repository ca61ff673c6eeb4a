from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.goals.diagnostic import Edit, Severity
from okrcli.goals.edit import without
from okrcli.lint.directives import directives
from okrcli.lint.rule import Context, Finding, Repair, Rule, Used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.source import Source
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.directives import Directive, Word


class UnusedDirective(Rule):
    """A comment silences a rule that has nothing to say there.

    What it waived has been mended, or the comment stands in the wrong place: behind a value it covers what
    begins on that line, on a line of its own what begins below it.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        owner: ana  # okr: ignore[missing-owner] -- Ana starts in September  # <- 'missing-owner' finds nothing here
    #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ```

    ```yaml
    team: payments
    objectives:
      trust:  # okr: ignore[missing-owner, key-result-count] -- Ana starts in September
        title: Buyers trust us
    ```
    """

    code = "OKR902"
    severity = Severity.WARNING
    last = True

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        names = dict(context.known)
        for directive in directives(workspace):
            if not directive.is_live(context.today):
                continue
            unused = [word for word in directive.words if _is_unused(directive, names.get(word.text.lower()), context)]
            rest = [word for word in directive.words if word not in unused]
            for word in unused:
                whole = not rest and len(unused) == 1
                span = directive.span if whole else word.span
                repair = Repair("remove it", partial(_less, directive=directive, rest=rest))
                said = f"{word.text!r} finds nothing here"
                yield Finding(Place(directive.path), said, "remove the comment", span=span, repair=repair)


def _is_unused(directive: Directive, name: str | None, context: Context) -> bool:
    used = Used(directive.path, directive.span.line, name or "")
    return name is not None and name in context.ran and used not in context.silenced


def _less(source: Source, directive: Directive, rest: list[Word]) -> Edit | None:
    """The comment with the rules that it still needs; none at all without any."""
    if not rest:
        return without(source, directive.span)
    first, last = directive.words[0].span, directive.words[-1].span
    return Edit(first._replace(end_column=last.end_column), ", ".join(word.text for word in rest))

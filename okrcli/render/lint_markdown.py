"""What lint found as Markdown: for the summary of a CI job, and to paste into a pull request."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from okrcli.goals.files import show_path
from okrcli.render.escaping import markdown
from okrcli.render.findings import summary
from okrcli.render.marks import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.lint.run import LintResult
    from okrcli.render.findings import Shown

MOST_BYTES: Final = 900 * 1024
"""GitHub refuses the summary of a step that is larger than 1 MiB, whole."""
_HEAD: Final = ("| | where | rule | what |", "|:--|:--|:--|:--|")


def lint(result: LintResult, shown: Shown) -> str:
    """A sentence and a table, the worst first; whole rows are left out where it would grow too large."""
    lines = ["## okr lint", "", *(markdown(line) for line in summary(result, shown)), ""]
    found = sorted(result.diagnostics, key=lambda each: (each.severity.rank, each.order))
    rows = _fitting([_row(each, shown) for each in found])
    if found:
        lines += [*_HEAD, *rows, ""]
    if len(rows) < len(found):
        lines += [f"{count(len(found) - len(rows), 'more finding')}: `okr lint` shows all.", ""]
    if shown.suppressed and result.silenced:
        lines += ["<details><summary>Suppressed</summary>", "", *_HEAD]
        lines += [_row(each, shown, f" (ignored: {directive.reason})") for each, directive in result.silenced]
        lines += ["", "</details>", ""]
    return "\n".join(lines)


def _row(found: Diagnostic, shown: Shown, more: str = "") -> str:
    where = markdown(f"{show_path(shown.in_repository(found.path))}:{found.span.line}:{found.span.column}")
    address = f"<br>{markdown(found.address)}" if found.address else ""
    said = markdown(found.message + more) + (f"<br>{markdown(found.hint)}" if found.hint else "")
    return f"| {found.severity} | {where}{address} | {found.code} {found.name} | {said} |"


def _fitting(rows: Sequence[str]) -> Sequence[str]:
    """As many rows as fit."""
    sizes = accumulate(len(row.encode("utf-8", "surrogatepass")) + 1 for row in rows)
    return rows[: sum(size <= MOST_BYTES for size in sizes)]

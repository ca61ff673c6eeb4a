"""What lint found, for programs; `okr schema lint` is its schema."""

from __future__ import annotations

from operator import or_
from typing import TYPE_CHECKING, Any

from okrcli.goals.diagnostic import Severity
from okrcli.goals.files import show_path
from okrcli.lint.baseline import fingerprints
from okrcli.render.json import envelope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrcli.goals.diagnostic import Diagnostic, Fix, Span
    from okrcli.lint.directives import Directive
    from okrcli.lint.run import LintResult
    from okrcli.render.findings import Shown


def lint(result: LintResult, shown: Shown) -> str:
    """Findings with their places, what comments silence, and the counts."""
    counts = {severity.value: result.count(severity) for severity in Severity}
    summary = {
        "files": result.files,
        "objectives": result.objectives,
        "key_results": result.key_results,
        **counts,
        "suppressed": len(result.silenced),
        "known": len(result.known),
        "gone": len(result.gone),
        "fixed": shown.mended,
    }
    silenced = findings([each.diagnostic for each in result.silenced], shown)
    reasons = [{"suppressed": _reason(each.directive)} for each in result.silenced]
    results = [*findings(result.diagnostics, shown), *map(or_, silenced, reasons)]
    return envelope("lint", summary=summary, results=results)


def findings(found: Sequence[Diagnostic], shown: Shown) -> list[dict[str, Any]]:
    """Findings with their places and fingerprints."""
    prints = fingerprints(found, shown.line)
    return [_finding(diagnostic, print_, shown) for diagnostic, print_ in zip(found, prints, strict=True)]


def _finding(found: Diagnostic, fingerprint: str, shown: Shown) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": found.message,
        "help": found.hint,
        "path": show_path(shown.path(found.path)),
        **_lines(found.span),
        "address": found.address,
        "fingerprint": fingerprint,
        "fix": _fix(found.fix) if found.fix else None,
        "suppressed": None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = [{**_lines(edit.span), "text": edit.text} for edit in fix.edits]
    return {"says": fix.says, "applicability": "safe" if fix.safe else "unsafe", "edits": edits}


def _lines(span: Span) -> dict[str, int]:
    return {
        "line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column
    }  # fmt: skip


def _reason(directive: Directive) -> dict[str, Any]:
    return {
        "kind": "comment",
        "reason": directive.reason,
        "until": directive.until.isoformat() if directive.until else None,
        "line": directive.span.line,
    }

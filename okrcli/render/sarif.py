"""What lint found as SARIF 2.1.0, as GitHub's code scanning reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from okrcli import __version__
from okrcli.goals.diagnostic import Severity
from okrcli.goals.files import show_path
from okrcli.lint.baseline import fingerprints
from okrcli.lint.run import all_rules, rule_pages
from okrcli.render.clean import clean
from okrcli.render.json import dump
from okrcli.render.pages import body, first_line

if TYPE_CHECKING:
    from okrcli.goals.diagnostic import Diagnostic, Fix, Span
    from okrcli.lint.directives import Directive
    from okrcli.lint.run import LintResult, Page
    from okrcli.render.findings import Shown

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST: Final = 25_000
"""Results that GitHub takes in one run; the worst go first."""
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_WEIGHTS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}


def sarif(result: LintResult, shown: Shown) -> str:
    """One run with all findings, what comments silence as suppressed."""
    pages = rule_pages(all_rules())
    index = {page.code: number for number, page in enumerate(pages)}
    silenced = [each.diagnostic for each in result.silenced]
    found = [*sorted(result.diagnostics, key=lambda each: (each.severity.rank, each.order)), *silenced][:MOST]
    directives = [None] * len(result.diagnostics) + [each.directive for each in result.silenced]
    prints = fingerprints(found, shown.line)
    results = [
        _result(each, fingerprint, index[each.code], shown) | _suppressions(directive)
        for each, fingerprint, directive in zip(found, prints, directives, strict=False)
    ]
    driver = {
        "name": "okr",
        "semanticVersion": __version__,
        "version": __version__,
        "rules": [_rule(page) for page in pages],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the repository."}}},
        "results": results,
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _rule(page: Page) -> dict[str, Any]:
    text = body(page)
    return {
        "id": page.code,
        "name": page.name.title().replace("-", ""),
        "shortDescription": {"text": first_line(page)},
        "fullDescription": {"text": first_line(page)},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
        "properties": {
            "tags": ["okr"],
            "problem.severity": {"info": "recommendation"}.get(page.severity, page.severity),
        },
    }


def _result(found: Diagnostic, fingerprint: str, index: int, shown: Shown) -> dict[str, Any]:
    said = f"{clean(found.message)}\n{clean(found.hint)}" if found.hint else clean(found.message)
    artifact = {"uri": quote(show_path(shown.in_repository(found.path))), "uriBaseId": "%SRCROOT%"}
    line = clean(shown.line(found.path, found.span.line))
    region = _region(found.span) | ({"snippet": {"text": line}} if line else {})
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    if found.address:
        location["logicalLocations"] = [{"fullyQualifiedName": found.address, "kind": "member"}]
    made: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": said},
        "locations": [location],
        "partialFingerprints": {"okrIdentity/v1": fingerprint},
    }
    return made | ({"fixes": [_fix(found.fix, artifact)]} if found.fix and found.fix.safe else {})


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column
    }  # fmt: skip


def _fix(fix: Fix, artifact: dict[str, str]) -> dict[str, Any]:
    replacements = [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits]
    changes = [{"artifactLocation": artifact, "replacements": replacements}]
    return {"description": {"text": clean(fix.says)}, "artifactChanges": changes}


def _suppressions(directive: Directive | None) -> dict[str, Any]:
    if directive is None:
        return {}
    return {
        "suppressions": [{"kind": "inSource", "status": "accepted", "justification": clean(directive.reason or "")}]
    }

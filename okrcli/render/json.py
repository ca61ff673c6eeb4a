"""Results for programs: one envelope with a version, sorted keys, no colour ever."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from okrcli import __version__
from okrcli.goals.diagnostic import Severity
from okrcli.goals.files import show_path
from okrcli.render.pages import body, first_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.lint.run import LintResult, Page
    from okrcli.render.findings import Shown

SCHEMA_VERSION: Final = 1


def envelope(command: str, **parts: Any) -> str:
    """The frame that all commands share, with the parts that are a command's own."""
    tool = {"name": "okr", "version": __version__}
    return dump({"schema_version": SCHEMA_VERSION, "tool": tool, "command": command, **parts})


def dump(value: Any, *, indent: int | None = 2) -> str:
    """JSON that no CI runner takes for a command (`##[`)."""
    text = json.dumps(value, indent=indent, sort_keys=True, ensure_ascii=False, allow_nan=False, default=str)
    return _printable(text).replace("##[", "#\\u0023[")


def _printable(text: str) -> str:
    """Escape what JSON lets through but a terminal or a reader may not: C1, bidi, surrogates."""
    if text.isascii():
        return text
    return "".join(
        char if char.isprintable() or char == "\n" or ord(char) in _JOINERS else json.dumps(char)[1:-1] for char in text
    )


_JOINERS: Final = {0x200C, 0x200D}


def lint(result: LintResult, shown: Shown) -> str:
    """Findings with their places, and the counts."""
    counts = {severity.value: result.count(severity) for severity in Severity}
    summary = {"files": result.files, "objectives": result.objectives, "key_results": result.key_results, **counts}
    return envelope("lint", summary=summary, results=[_finding(found, shown) for found in result.diagnostics])


def _finding(found: Diagnostic, shown: Shown) -> dict[str, Any]:
    span = found.span
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": found.message,
        "help": found.hint,
        "path": show_path(f"{shown.prefix}{found.path}"),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "address": found.address,
    }


def rules(pages: Iterable[Page], *, colour: bool) -> str:
    """All rules with their first sentences."""
    del colour
    return envelope("rules", results=[_page(page) for page in pages])


def page(page: Page, *, colour: bool) -> str:
    """One rule, whole."""
    del colour
    return envelope("explain", result=_page(page) | {"page": body(page)})


def _page(page: Page) -> dict[str, Any]:
    return {"code": page.code, "name": page.name, "severity": page.severity.value, "summary": first_line(page)}

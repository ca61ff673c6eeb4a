"""What lint found, for GitHub's log and GitLab's merge requests: annotations and Code Quality."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from okrcli.goals.diagnostic import Severity
from okrcli.goals.files import show_path
from okrcli.lint.baseline import fingerprints
from okrcli.render.clean import clean, without_commands
from okrcli.render.escaping import github as escaped
from okrcli.render.escaping import github_property
from okrcli.render.findings import concise
from okrcli.render.json import dump
from okrcli.render.marks import count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.lint.run import LintResult
    from okrcli.render.findings import Shown

MOST_OF_A_LEVEL: Final = 10
"""Annotations that GitHub shows of each level in one step."""
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_WEIGHTS: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def github(result: LintResult, shown: Shown) -> str:
    """Annotations, the worst first and no more than GitHub shows; then every finding as a line of the log."""
    said = [*_annotations(result, shown), without_commands(concise(result, shown))]
    return "\n".join(said)


def _annotations(result: LintResult, shown: Shown) -> Iterator[str]:
    totals = Counter(found.severity for found in result.diagnostics)
    for severity, level in _LEVELS.items():
        found = [each for each in result.diagnostics if each.severity is severity]
        most = MOST_OF_A_LEVEL if totals[severity] <= MOST_OF_A_LEVEL else MOST_OF_A_LEVEL - 1
        yield from (_annotation(each, level, shown) for each in found[:most])
        if len(found) > most:
            more = count(len(found) - most, f"more {severity}" if severity is not Severity.INFO else "info")
            yield f"::{level} title=okr::{more} in the log and in the summary of the job"


def _annotation(found: Diagnostic, level: str, shown: Shown) -> str:
    """One workflow command; columns only where the finding stands on one line, else the runner drops them."""
    span = found.span
    path = show_path(shown.in_repository(found.path))
    properties = {"file": path, "line": str(span.line), "endLine": str(span.end_line)}
    if span.line == span.end_line:
        properties |= {"col": str(span.column), "endColumn": str(max(span.end_column, span.column))}
    properties["title"] = f"okr {found.code} ({found.name})"
    listed = ",".join(f"{name}={github_property(value)}" for name, value in properties.items())
    said = f"{path}:{span.line}:{span.column}: {found.code} {found.name}: {found.message}"
    lines = [said, *([f"help: {found.hint}"] if found.hint else [])]
    return f"::{level} {listed}::{'%0A'.join(map(escaped, lines))}"


def gitlab(result: LintResult, shown: Shown) -> str:
    """A Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""
    prints = fingerprints(result.diagnostics, shown.line)
    listed = [_issue(found, made, shown) for found, made in zip(result.diagnostics, prints, strict=True)]
    return dump(listed) + "\n"


def _issue(found: Diagnostic, fingerprint: str, shown: Shown) -> dict[str, object]:
    return {
        "description": clean(f"{found.message}{f' ({found.hint})' if found.hint else ''}"),
        "check_name": f"{found.code} {found.name}",
        "fingerprint": fingerprint,
        "severity": _WEIGHTS[found.severity],
        "location": {
            "path": show_path(shown.in_repository(found.path)),
            "lines": {"begin": found.span.line, "end": found.span.end_line},
        },
    }


def rdjson(result: LintResult, shown: Shown) -> str:
    """The Reviewdog Diagnostic Format; its columns count bytes of UTF-8 from 1."""
    listed = [_rd_diagnostic(found, shown) for found in result.diagnostics]
    return dump({"source": {"name": "okr"}, "diagnostics": listed}) + "\n"


def _rd_diagnostic(found: Diagnostic, shown: Shown) -> dict[str, Any]:
    levels = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
    said = f"{found.message}\nhelp: {found.hint}" if found.hint else found.message
    location = {"path": show_path(shown.in_repository(found.path)), "range": _range(found, shown)}
    made: dict[str, Any] = {"message": said, "location": location, "severity": levels[found.severity]}
    made["code"] = {"value": found.code}
    if found.fix and found.fix.safe:
        edits = found.fix.edits
        made["suggestions"] = [
            {"range": _range(found._replace(span=edit.span), shown), "text": edit.text} for edit in edits
        ]
    return made


def _range(found: Diagnostic, shown: Shown) -> dict[str, object]:
    span = found.span
    return {
        "start": {"line": span.line, "column": _byte(shown.line(found.path, span.line), span.column)},
        "end": {"line": span.end_line, "column": _byte(shown.line(found.path, span.end_line), span.end_column)},
    }


def _byte(line: str, column: int) -> int:
    """A column in code points as one in bytes; beyond the line each counts one."""
    before = line[: column - 1]
    return len(before.encode("utf-8", "surrogatepass")) + column - len(before)


def junit(result: LintResult, shown: Shown) -> str:
    """A suite for each file, so that "0 tests" is never taken for clean; errors and warnings are failures."""
    from xml.etree import ElementTree as ET

    top = ET.Element("testsuites", name="okr lint")
    found: dict[str, list[Diagnostic]] = {file.path: [] for file in result.read}
    for diagnostic in result.diagnostics:
        found.setdefault(diagnostic.path, []).append(diagnostic)
    total = 0
    for path, here in found.items():
        name = clean(show_path(shown.in_repository(path)))
        failures = sum(each.severity is not Severity.INFO for each in here)
        total += failures
        numbers = {"tests": str(max(1, len(here))), "failures": str(failures), "errors": "0", "skipped": "0"}
        suite = ET.SubElement(top, "testsuite", {"name": name} | numbers)
        for each in here:
            _case(suite, each, name)
        if not here:
            ET.SubElement(suite, "testcase", name="okr lint", classname=name)
    tests = sum(max(1, len(here)) for here in found.values())
    top.attrib |= {"tests": str(tests), "failures": str(total), "errors": "0"}
    ET.indent(top)
    return ET.tostring(top, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: Element, found: Diagnostic, name: str) -> None:
    from xml.etree import ElementTree as ET

    where = f"{name}:{found.span.line}:{found.span.column}"
    title = f"{found.code} {found.name} {found.span.line}:{found.span.column}"
    case = ET.SubElement(suite, "testcase", name=title, classname=name, file=name, line=str(found.span.line))
    said = clean(found.message)
    text = f"{where}: {said}" + (f"\nhelp: {clean(found.hint)}" if found.hint else "")
    if found.severity is Severity.INFO:
        ET.SubElement(case, "system-out").text = text
    else:
        ET.SubElement(case, "failure", message=said, type=found.severity.value).text = text

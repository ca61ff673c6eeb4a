"""Which result can be shown in which format, and by which function; nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LINT: Final = {
    "text": "findings:full",
    "concise": "findings:concise",
    "grouped": "findings:grouped",
    "json": "lint_json:lint",
    "sarif": "sarif:sarif",
    "github": "services:github",
    "gitlab": "services:gitlab",
    "junit": "services:junit",
    "rdjson": "services:rdjson",
    "markdown": "lint_markdown:lint",
}
STATISTICS: Final = {"statistics": "findings:statistics"}
FIXES: Final = {"text": "findings:diff"}
RULES: Final = {"text": "pages:rules", "markdown": "pages:rules_markdown", "json": "json:rules"}
EXPLAIN: Final = {"text": "pages:page", "markdown": "pages:page_markdown", "json": "json:page"}
JUDGE: Final = {"text": "verdicts:text", "json": "json:verdicts", "jsonl": "json:verdict_lines"}
METRICS: Final = {"text": "verdicts:metrics", "json": "json:metrics"}
REPORT: Final = {
    "text": "terminal:report",
    "markdown": "cycle_markdown:report",
    "html": "cycle_html:report",
    "json": "json:report",
    "csv": "cycle_csv:report",
    "svg": "svg:report",
}
STATUS: Final = {"text": "terminal_overview:status", "json": "json:status"}
SCORE: Final = {"text": "terminal_overview:score", "json": "json:score"}
TREE: Final = {"text": "tree:text", "markdown": "tree:markdown", "json": "json:tree", "svg": "tree:svg"}
HEALTH: Final = {"text": "health:text", "markdown": "health:markdown", "json": "json:health"}
EXPLANATION: Final = {"text": "explanation:text", "json": "json:explanation"}
COMMITTED: Final = {"text": "terminal_committed:text", "json": "json_audit:committed"}
LOG: Final = {
    "text": "events:text",
    "json": "json:log",
    "jsonl": "json:log_lines",
    "csv": "events_table:csv",
    "markdown": "events_table:markdown",
}
BLAME: Final = {"text": "authorship:text", "json": "authorship:json"}
SHOW: Final = {"text": "authorship:goal", "json": "authorship:goal_json"}
DIFF: Final = {
    "text": "comparison:text",
    "markdown": "comparison_markdown:comment",
    "json": "comparison_data:json",
    "github": "comparison_data:github",
}
CHECKIN: Final = {"text": "written:checkin", "json": "json:checkin"}
AMEND: Final = {"text": "amended:text", "json": "json_audit:amended"}
VERIFY: Final = {"text": "evidence:checks", "json": "json_audit:verified"}
SEAL: Final = {"text": "evidence:sealed", "json": "json_audit:sealed"}
SETUP: Final = {"text": "setup:text", "json": "json_audit:setup"}
DUE: Final = {
    "text": "waiting:text",
    "json": "waiting:data",
    "markdown": "waiting:markdown",
    "ics": "waiting:calendar",
    "slack": "waiting:slack",
    "teams": "waiting:teams",
}
AGENDA: Final = {"markdown": "agenda:page", "json": "agenda:data"}
CLOSE: Final = {"text": "written:closed", "json": "json:closed"}
IMPORT: Final = {"text": "written:imported", "json": "json:imported"}
DRAFT: Final = {"text": "written:drafted", "json": "json:drafted"}
INIT: Final = {"text": "written:initialised", "json": "json:initialised"}


_LINES: Final = frozenset(("text", "concise", "grouped", "statistics", "markdown"))


def is_prose(form: str) -> bool:
    """Whether a format is lines for people, in which no line may begin a command of a CI runner."""
    return form in _LINES


def renderer(table: Mapping[str, str], name: str) -> Callable[..., Any]:
    """The function of a cell, imported when it is asked for."""
    module, _, function = table[name].partition(":")
    found: Callable[..., Any] = getattr(import_module(f"okrcli.render.{module}"), function)
    return found

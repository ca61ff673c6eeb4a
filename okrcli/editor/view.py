"""A workspace as an editor has it: the saved files, what is typed over them, and what lint says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.editor.positions import Text
from okrcli.goals.workspace import open_workspace
from okrcli.lint.rule import Context
from okrcli.lint.run import all_rules, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.goals.source import Source
    from okrcli.goals.workspace import Workspace


class View(NamedTuple):
    """One look at a workspace; paths are relative to its root."""

    root: Path
    workspace: Workspace
    diagnostics: Mapping[str, tuple[Diagnostic, ...]]

    def text(self, path: str, encoding: str) -> Text:
        source = self.source(path)
        return Text([line.removesuffix("\r") for line in source.text.split("\n")] if source else (), encoding)

    def source(self, path: str) -> Source | None:
        return self.workspace.sources.get(path)

    def at(self, path: str, line: int, column: int) -> tuple[Diagnostic, ...]:
        """The findings that cover a place."""
        return tuple(found for found in self.diagnostics.get(path, ()) if _covers(found, line, column))


def look(root: Path, unsaved: Mapping[Path, str], today: date) -> View:
    """Read and lint a workspace; raises OkrError where there is none."""
    root, workspace = open_workspace(root, unsaved)
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in run(workspace, all_rules(), Context(today)).diagnostics:
        found.setdefault(diagnostic.path, []).append(diagnostic)
    return View(root, workspace, {path: tuple(diagnostics) for path, diagnostics in found.items()})


def _covers(found: Diagnostic, line: int, column: int) -> bool:
    span = found.span
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)

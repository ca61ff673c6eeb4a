"""A workspace as an editor has it: the saved files, what is typed over them, and what lint says."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from okrcli.editor.positions import Text
from okrcli.goals.files import find_root, read_over
from okrcli.goals.workspace import load
from okrcli.lint.rule import Context
from okrcli.lint.run import all_rules, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.goals.files import Content
    from okrcli.goals.source import Source
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.run import LintResult


class View(NamedTuple):
    """One look at a workspace; paths are relative to its root."""

    root: Path
    files: Mapping[str, Content | str]
    today: date
    workspace: Workspace
    result: LintResult
    diagnostics: Mapping[str, tuple[Diagnostic, ...]]
    """By file."""

    def text(self, path: str, encoding: str) -> Text:
        source = self.source(path)
        return Text([line.removesuffix("\r") for line in source.text.split("\n")] if source else (), encoding)

    def source(self, path: str) -> Source | None:
        return self.workspace.sources.get(path)

    def at(self, path: str, line: int, column: int) -> tuple[Diagnostic, ...]:
        """The findings that cover a place."""
        return tuple(found for found in self.diagnostics.get(path, ()) if _covers(found, line, column))

    def with_texts(self, texts: Mapping[str, str]) -> View:
        """The same with other texts in some files."""
        return _seen(self.root, {**self.files, **texts}, self.today)


def look(start: Path, unsaved: Mapping[Path, Content], today: date) -> View:
    """Read and lint the workspace that a folder lies in; raises OkrError where it lies in none."""
    root = find_root(start)
    return _seen(root, read_over(root, unsaved), today)


def _seen(root: Path, files: Mapping[str, Content | str], today: date) -> View:
    workspace = load(files.items())
    result = run(workspace, all_rules(), Context(today))
    by_file = groupby(result.diagnostics, key=lambda found: found.path)  # they are in this order
    return View(root, files, today, workspace, result, {path: tuple(found) for path, found in by_file})


def _covers(found: Diagnostic, line: int, column: int) -> bool:
    span = found.span
    return (span.line, span.column) <= (line, column) <= (span.end_line, span.end_column)

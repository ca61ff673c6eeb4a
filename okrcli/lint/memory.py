"""What an earlier run has found, for as long as nothing that could change it has changed.

A memory is one file in the git folder, named for what was asked (rules, day, version, code of okr). It holds for
the state of the folder that it was made of: the names, sizes, inodes and times of all files as git's index has
them, else their contents. It may be removed at any time, and two runs at once at worst both do the work.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.goals.diagnostic import Diagnostic, Edit, Fix, Severity, Span
from okrcli.goals.files import read_folder, status_of_folder
from okrcli.lint.directives import Directive, Word
from okrcli.lint.run import LintResult, Read, Silenced, Wishes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from okrcli.goals.files import Content

FOLDER: Final = "okr"
_MOST: Final = 16  # memories kept of other days, rules and versions
_SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a change of a file changes its times, too: the coarsest clock of a file system."""


class Memory:
    """The memory of one question about one workspace."""

    def __init__(self, folder: Path, root: Path, question: tuple[str, ...]) -> None:
        self._root = root
        asked = "\0".join((str(root), code_of_okr(), *question))
        self._file = folder / FOLDER / f"lint-{_digest(asked.encode('utf-8', 'surrogateescape'))[:32]}.json"
        self._state = _State.of(root)

    def recall(self) -> LintResult | None:
        """What was found, if the folder is as it was then."""
        if self._state is None:
            return None
        try:
            data = json.loads(self._file.read_bytes())
            settled = data["status"] is not None and data["status"] == self._state.status
            if not settled and data["content"] != content_of(dict(read_folder(self._root))):
                return None
            result = _result(data["result"])
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None
        if not settled:
            self._write(data["content"], data["result"])
        return result

    def keep(self, files: Mapping[str, Content], result: LintResult) -> None:
        """Note what was found in these files, which were read after this memory was made."""
        if self._state is not None:
            self._write(content_of(files), _plain(result))

    def _write(self, content: str, result: Any) -> None:
        """Put the memory into its place at once; where that cannot be, there is none."""
        beside = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            beside.touch()
            now = beside.stat().st_mtime_ns  # the clock of this file system
            status = self._state.status if self._state and self._state.newest + _SETTLED < now else None
            beside.write_text(json.dumps({"status": status, "content": content, "result": result}), encoding="utf-8")
            beside.replace(self._file)
            self._forget_old()
        with suppress(OSError):
            beside.unlink(missing_ok=True)

    def _forget_old(self) -> None:
        kept = sorted(self._file.parent.glob("lint-*.json"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in kept[_MOST:]:
            file.unlink(missing_ok=True)


class _State(NamedTuple):
    """All that the system says of the files of a workspace without reading them."""

    status: str
    newest: int
    """When the latest of them changed, in nanoseconds."""

    @classmethod
    def of(cls, root: Path) -> _State | None:
        """None where the folder cannot be listed as a whole."""
        try:
            status, newest = status_of_folder(root)
        except OSError:
            return None
        return cls(_digest(status.encode("utf-8", "surrogateescape")), newest)


def content_of(files: Mapping[str, Content]) -> str:
    """A digest of the names and contents of all files."""
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        body = content if isinstance(content, bytes) else repr(content).encode("utf-8", "surrogateescape")
        digest.update(f"{path}\0{len(body)}\0".encode("utf-8", "surrogateescape"))
        digest.update(body)
    return digest.hexdigest()


def code_of_okr() -> str:
    """A digest of the names, sizes and times of okr's own files: a changed rule is another rule."""
    import okrcli

    listed = []
    folders = [okrcli.__path__[0]]
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders += [entry.path] if entry.name != "__pycache__" else []
                else:
                    status = entry.stat()
                    listed.append(f"{entry.path}\0{status.st_size}\0{status.st_mtime_ns}")
    return _digest("\n".join(sorted(listed)).encode("utf-8", "surrogateescape"))


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _plain(result: LintResult) -> list[Any]:
    """The result as it came from the rules, as lists, numbers and texts; days as texts."""
    found = [list(each) for each in result.diagnostics]
    silenced = [[list(each.diagnostic), list(map(_day, each.directive))] for each in result.silenced]
    return [found, [list(each) for each in result.read], silenced, list(result.wishes)]


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _result(data: Any) -> LintResult:
    found, read, silenced, wishes = data
    return LintResult(
        tuple(map(_diagnostic, found)),
        tuple(map(Read._make, read)),
        tuple(Silenced(_diagnostic(diagnostic), _directive(directive)) for diagnostic, directive in silenced),
        wishes=Wishes(*wishes),
    )


def _diagnostic(data: Any) -> Diagnostic:
    path, span, code, name, severity, message, hint, address, fix = data
    mended = Fix(fix[0], tuple(Edit(Span(*at), text) for at, text in fix[1]), fix[2]) if fix else None
    return Diagnostic(path, Span(*span), code, name, Severity(severity), message, hint, address, mended)


def _directive(data: Any) -> Directive:
    path, span, first, last, words, until, *rest = data
    named = tuple(Word(text, Span(*at)) for text, at in words)
    return Directive(path, Span(*span), first, last, named, date.fromisoformat(until) if until else None, *rest)

"""YAML text to data by the events of the parser: the strict subset, refused before anything is built.

Aliases, tags and the like are refused as they come, so no input can blow up in memory, run code or crash the
parser. The only module that reads files with the YAML library; it is not imported before a file needs it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from okrcli.goals import plain
from okrcli.goals.diagnostic import Problem, Span
from okrcli.goals.text import HIDDEN, MAX_PROBLEMS, MAX_TEXT, RefusedError, describe

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH: Final = 32
MAX_EVENTS: Final = 50_000
PARSER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Reading:
    """One pass over the events of one text."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def build(self, text: str) -> Any:
        parser = PARSER(text)
        try:
            return self._document(iter(parser.get_event, None), text)
        except yaml.YAMLError as error:
            raise RefusedError(_syntax(error, text)) from None
        except (RecursionError, ValueError, OverflowError):  # pragma: no cover - only the pure parser
            raise RefusedError(Problem("yaml-syntax", Span(1, 1, 1, 1), "this is not readable as YAML")) from None
        finally:
            parser.dispose()

    def _document(self, events: Iterator[Any], text: str) -> Any:  # noqa: C901, PLR0912, PLR0915 - the hot loop: calls cost more than lines
        """Build mappings, lists and scalars; `key` is the key whose value comes next, `target` the open container."""
        root: list[Any] = []
        target: Any = root
        stack: list[tuple[Any, Any]] = []
        key: Any = _NO_KEY
        documents = 0
        features, closer = (
            any(sign in text for sign in ("&", "!", "<<")),
            "\\" in text or len(text) > MAX_TEXT,
        )
        for event in islice(events, MAX_EVENTS):
            kind = type(event)
            if kind is ScalarEvent:
                value = event.value
                if features:
                    self._features(event)
                if closer:
                    self._scalar(event)
                if key is _WANT_KEY:
                    if value in target:
                        self._add("duplicate-key", event, f"`{value}` is there twice", "keep one of the two")
                        key = _SKIP
                    else:
                        key = _SKIP if features and self._merges(event) else value
                    continue
                if not event.style:
                    value = plain.scalar(value)
                    if value is plain.BEYOND:
                        self._add("invalid-value", event, "the number is beyond ±1e15", "use a larger unit")
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if features:
                    self._features(event)
                if key is _WANT_KEY:
                    raise _refused("unsupported-yaml", event, "a key must be text", "give it a name")
                if len(stack) >= MAX_DEPTH:
                    raise _refused("too-large", event, f"nested deeper than {MAX_DEPTH} levels")
                value = {} if kind is MappingStartEvent else []
                _put(target, key, value)
                stack.append((target, key))
                target = value
                key = _WANT_KEY if kind is MappingStartEvent else _NO_KEY
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                target, key = stack.pop()
                key = _NO_KEY if key is _NO_KEY else _WANT_KEY
                continue
            elif kind is AliasEvent:
                raise _refused("unsupported-yaml", event, "an alias (`*`) is not allowed", "write the value out")
            elif kind is StreamEndEvent:
                return root[0] if root else None
            else:
                if kind is DocumentStartEvent:
                    documents += 1
                    self._document_start(event, documents)
                continue
            if key is _NO_KEY:
                target.append(value)
                continue
            if key is not _SKIP:
                target[key] = value
            key = _WANT_KEY
        raise _refused("too-large", event, f"the file has more than {MAX_EVENTS:,} values", "split it")

    def _document_start(self, event: Any, documents: int) -> None:
        if documents > 1:
            raise _refused(
                "unsupported-yaml", event, "a file holds one document", "put the second in a file of its own"
            )
        if event.version or event.tags:
            self._add("unsupported-yaml", event, "a directive (`%`) is not allowed", "remove the line")

    def _features(self, event: Any) -> None:
        if event.anchor is not None:
            self._add("unsupported-yaml", event, "an anchor (`&`) is not allowed", "remove it, and write values out")
        if event.tag is not None:
            self._add("unsupported-yaml", event, "a tag (`!`) is not allowed", "remove it")

    def _merges(self, event: Any) -> bool:
        """Whether a key would mix another mapping into this one."""
        if event.value != "<<" or event.style:
            return False
        self._add("unsupported-yaml", event, "a merge key (`<<`) is not allowed", "write the keys out")
        return True

    def _scalar(self, event: Any) -> None:
        """What only some texts can hold: escapes, and more than a file should."""
        if len(event.value) > MAX_TEXT:
            self._add("too-large", event, f"a text of {len(event.value):,} characters; at most {MAX_TEXT:,}")
        match = HIDDEN.search(event.value) if event.style == '"' else None
        if match:
            said = f"{describe(match.group()[0])} is not allowed, escaped or not"
            self._add("hidden-character", event, said, "remove it")

    def _add(self, name: str, event: Any, message: str, hint: str | None = None) -> None:
        if sum(problem.name == name for problem in self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(name, _span(event), message, hint))


_NO_KEY: Final = object()
_WANT_KEY: Final = object()
_SKIP: Final = object()


def _put(target: Any, key: Any, value: Any) -> None:
    if key is _NO_KEY:
        target.append(value)
    elif key is not _SKIP:
        target[key] = value


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    if end.line > start.line:
        return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _refused(name: str, event: Any, message: str, hint: str | None = None) -> RefusedError:
    return RefusedError(Problem(name, _span(event), message, hint))


def _syntax(error: yaml.YAMLError, text: str) -> Problem:
    """The parser's own sentence, without the excerpt: it would print the line as it stands."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or "this is not readable as YAML"
    context = getattr(error, "context", None)
    where = _inside(text, mark.line, mark.column) if mark else Span(1, 1, 1, 1)
    return Problem("yaml-syntax", where, f"{said} {context}" if context else str(said), _SYNTAX_HINT)


def _inside(text: str, line: int, column: int) -> Span:
    """One character at a line and column from 0; the end of the text where the parser counts a line too many."""
    lines = text.split("\n")
    if line >= len(lines):
        line, column = len(lines) - 1, len(lines[-1])
    return Span(line + 1, column + 1, line + 1, column + 2)


_SYNTAX_HINT: Final = "check the indentation, quotes and brackets here and on the line before"

"""YAML text to data and positions: the strict subset, checked on the event stream.

Aliases, tags and the like are refused before anything is built, so no input can blow up
in memory, run code or crash the parser. Positions are looked up only when somebody asks.
"""

from __future__ import annotations

import re
from functools import cached_property
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
from okrcli.goals.diagnostic import Problem, Route, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES: Final = 1 << 20
MAX_TEXT: Final = 100_000
MAX_LINE: Final = 2_000  # shown of one line: a mebibyte without a break takes seconds to clean
MAX_DEPTH: Final = 32
MAX_EVENTS: Final = 50_000
MAX_NUMBER: Final = plain.MAX_NUMBER
MAX_PROBLEMS: Final = 20  # of one kind in one file: more teach nothing

_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
_SUSPECTS: Final = bytes(code for code in range(128) if (code < 32 and code not in b"\t\n") or code in b"\x7f|")
_CONFLICT: Final = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?:[ \t]|\r?$)", re.MULTILINE)
_PARSER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Source:
    """The text of one file: its data, what is wrong with its YAML, and where everything stands."""

    def __init__(self, raw: bytes | str) -> None:
        self.problems: tuple[Problem, ...] = ()
        self.data: Any = None
        self.text = ""
        reading = _Reading()
        try:
            self.text = _decode(raw)
            if not _plainly_clean(self.text):
                _refuse_hidden(self.text)
            self.data = plain.read(self.text) or reading.build(self.text)
        except _Refused as refused:
            self.text = self.text or refused.text
            reading.problems.extend(refused.problems)
            self.readable = False
        else:
            self.readable = True
        self.problems = tuple(reading.problems)

    def release(self) -> None:
        """Forget the data once it has been turned into values; positions stay available."""
        self.data = None

    def locate(self, where: Route | Span, *, at_key: bool = False) -> Span:
        """Where a route stands: the scalar, else the key of a mapping or list, else its nearest ancestor."""
        if isinstance(where, Span):
            return where
        key, value = self._walk(where)
        node = key if key is not None and (at_key or not isinstance(value, yaml.ScalarNode)) else value
        if node is None:
            return Span(1, 1, 1, 1)
        start, end = node.start_mark, node.end_mark
        if not isinstance(node, yaml.ScalarNode):
            return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
        if end.line > start.line and node.style in {"|", ">"}:
            return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
        return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def line(self, number: int) -> str:
        """A line of the text, from 1, without its end; empty beyond the last, cut where nobody would read on."""
        lines = self._lines
        return lines[number - 1][:MAX_LINE] if 0 < number <= len(lines) else ""

    @cached_property
    def _lines(self) -> list[str]:
        return [line.removesuffix("\r") for line in self.text.split("\n")]

    def scalar_slice(self, route: Route) -> tuple[int, int] | None:
        """The offsets in `text` of the scalar at a route, for splicing; None if there is none."""
        _, value = self._walk(route)
        if not isinstance(value, yaml.ScalarNode) or self._depth(route) != len(route):
            return None
        return value.start_mark.index, value.end_mark.index

    def _walk(self, route: Route) -> tuple[yaml.Node | None, yaml.Node | None]:
        key: yaml.Node | None = None
        node = self._tree
        for step in route:
            found = _child(node, step)
            if found is None:
                break
            key, node = found
        return key, node

    def _depth(self, route: Route) -> int:
        node, depth = self._tree, 0
        for step in route:
            found = _child(node, step)
            if found is None:
                break
            node, depth = found[1], depth + 1
        return depth

    @cached_property
    def _tree(self) -> yaml.Node | None:
        return yaml.compose(self.text, Loader=_PARSER) if self.readable else None


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


class _Refused(Exception):  # noqa: N818 - a signal inside this module, not an error of the program
    """The text cannot be read as data at all."""

    def __init__(self, *problems: Problem, text: str = "") -> None:
        super().__init__()
        self.problems = problems
        self.text = text  # to show where it is wrong


def _decode(raw: bytes | str) -> str:
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than 1 MiB ({len(raw):,} bytes)"
        raise _Refused(Problem("too-large", Span(1, 1, 1, 1), message, "split it, or remove what is not a goal"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        where = _span_at(before, len(before))
        message = f"byte 0x{raw[error.start]:02x} is not valid UTF-8"
        problem = Problem("encoding", where, message, "save the file as UTF-8 text")
        raise _Refused(problem, text=raw.decode("utf-8", "replace")) from None
    return text.removeprefix("\ufeff")


def _plainly_clean(text: str) -> bool:
    """Whether a text is ASCII without any character that needs a closer look: the quick answer for most files."""
    if not text.isascii():
        return False
    raw = text.encode("ascii")
    return len(raw.translate(None, _SUSPECTS)) == len(raw) and b"<<<<<<<" not in raw and b">>>>>>>" not in raw


def _refuse_hidden(text: str) -> None:
    """Control and bidi characters and merge-conflict markers: what a reviewer would not see, or would misread."""
    hidden = [
        Problem(
            "hidden-character",
            _span_at(text, match.start(), 1),
            f"{describe(match.group()[0])} is not allowed",
            "remove it",
        )
        for _, match in zip(range(MAX_PROBLEMS), _HIDDEN.finditer(text), strict=False)
    ]
    if hidden:
        raise _Refused(*hidden)
    if "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text:
        markers = [_conflict(text, match) for match in _CONFLICT.finditer(text)]
        if markers:
            raise _Refused(*markers[:MAX_PROBLEMS])


def _conflict(text: str, match: re.Match[str]) -> Problem:
    start = match.end() - len(match.group().lstrip())
    where = _span_at(text, start, 7)
    return Problem("merge-conflict", where, "a merge conflict is not resolved", "choose one side and remove the marker")


def describe(character: str) -> str:
    """A character that must not be shown, by its number: 'U+202E'."""
    return f"the invisible character U+{ord(character):04X}"


def _span_at(text: str, offset: int, length: int = 0) -> Span:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(line, column, line, column + length)


def _span(event: Any) -> Span:
    start, end = event.start_mark, event.end_mark
    if end.line > start.line:
        return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


class _Reading:
    """One pass over the events of one text."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def build(self, text: str) -> Any:
        parser = _PARSER(text)
        try:
            return self._document(iter(parser.get_event, None), text)
        except yaml.YAMLError as error:
            raise _Refused(_syntax(error, text)) from None
        except (RecursionError, ValueError, OverflowError):  # pragma: no cover - only the pure parser
            raise _Refused(Problem("yaml-syntax", Span(1, 1, 1, 1), "this is not readable as YAML")) from None
        finally:
            parser.dispose()

    def _document(self, events: Iterator[Any], text: str) -> Any:  # noqa: C901, PLR0912 - the hot loop: calls cost more than lines
        """Build mappings, lists and scalars; `key` is the key whose value comes next, `target` the open container."""
        root: list[Any] = []
        target: Any = root
        stack: list[tuple[Any, Any]] = []
        key: Any = _NO_KEY
        documents = 0
        features, closer = any(sign in text for sign in ("&", "!", "<<")), "\\" in text or len(text) > MAX_TEXT
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
            raise _refused("unsupported-yaml", event, "a file holds one document", "put the second in a file of its own")
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
        match = _HIDDEN.search(event.value) if event.style == '"' else None
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


def _refused(name: str, event: Any, message: str, hint: str | None = None) -> _Refused:
    return _Refused(Problem(name, _span(event), message, hint))


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

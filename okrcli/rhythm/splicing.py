"""A new entry in a goals file as people wrote it: a block of lines more, everything else byte for byte."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from okrcli.errors import OkrError
from okrcli.goals.edit import value_at
from okrcli.goals.source import Source
from okrcli.rhythm.blocks import block, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrcli.goals.diagnostic import Route
    from okrcli.rhythm.blocks import Entry, Group

_BY_HAND: Final = "add it by hand, or write the mapping with one key a line"
_NO_VALUE: Final = re.compile(r"(?P<key>[^#]*?:)(?:[ \t]*\{[ \t]*\})?(?P<rest>[ \t]*|[ \t]+#.*)\r?")


def add(text: str, route: Route, entry: Entry | Group) -> str:
    """The text with `entry` last in the mapping at `route`, which exists; OkrError where that cannot be."""
    source = Source(text)
    if source.problems:
        raise OkrError("the goals file has problems of its own", "run `okr lint` and mend it first")
    siblings = value_at(source.data, route)
    if not siblings:
        added = _add_first(text, source, route, entry)
    elif isinstance(siblings, dict) and entry.name not in siblings:
        added = _add_behind(text, source, (*route, list(siblings)[-1]), entry)
    else:
        raise OkrError(f"{entry.name!r} cannot be added here", "it is there already, or what holds it is no mapping")
    _verify(added, source, route, entry)
    return added


def _add_behind(text: str, source: Source, last: Route, entry: Entry | Group) -> str:
    """The entry behind its last sibling, at the sibling's indentation."""
    lines, span = text.split("\n"), source.locate(last, at_key=True)
    first, indent = span.line - 1, span.column - 1
    if source.line(span.line)[:indent].strip(" "):
        raise OkrError(f"what {last[-1]!r} stands in is written in braces", _BY_HAND)
    end = _end(lines, first, indent)
    spaced = first > 0 and not lines[_above(lines, first)].strip()
    return _insert(lines, end, [*([""] if spaced else []), *block(entry, indent)])


def _above(lines: Sequence[str], index: int) -> int:
    """The line above a key and its comments."""
    index -= 1
    while index > 0 and lines[index].lstrip().startswith("#"):
        index -= 1
    return index


def _end(lines: Sequence[str], first: int, indent: int) -> int:
    """The line behind the block that starts at `first`: its own comments belong to it."""
    end = first + 1
    for index in range(first + 1, len(lines)):
        line = lines[index]
        inside = _indent(line) > indent
        if line.strip() and not inside and not line.lstrip().startswith("#"):
            break
        if line.strip() and inside:
            end = index + 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _add_first(text: str, source: Source, route: Route, entry: Entry | Group) -> str:
    """The entry below a key that has no value yet."""
    lines, span = text.split("\n"), source.locate(route, at_key=True)
    match = _NO_VALUE.fullmatch(lines[span.line - 1])
    if not match:
        raise OkrError(f"{route[-1]!r} cannot be filled here", _BY_HAND)
    lines[span.line - 1] = match["key"] + match["rest"] + ("\r" if match[0].endswith("\r") else "")
    return _insert(lines, span.line, list(block(entry, span.column + 1)))


def _insert(lines: list[str], at: int, new: list[str]) -> str:
    """The lines with others in between, in the file's own line ends."""
    ending = "\r" if lines[0].endswith("\r") else ""
    before, after = lines[:at], lines[at:]
    if not after:  # the last line has no end yet
        before[-1] += ending
        after = [""]
    return "\n".join([*before, *(line + ending for line in new), *after])


def _verify(added: str, source: Source, route: Route, entry: Entry | Group) -> None:
    """What the text says now must be what it said before and the entry, in this order."""
    meant = _with(source.data, route, entry)
    read = Source(added)
    if read.problems or read.data != meant or list(value_at(read.data, route)) != list(value_at(meant, route)):
        raise OkrError(f"{entry.name!r} cannot be added without changing what the file says", _BY_HAND)


def _with(data: Any, route: Route, entry: Entry | Group) -> Any:
    if not route:
        return (data or {}) | {entry.name: plain(entry)}
    step, *rest = route
    return data | {step: _with(data[step], tuple(rest), entry)}

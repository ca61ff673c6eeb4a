"""The plain block style that most files are written in, read line by line: half the cost of YAML events.

Whatever else is in a text, even what is only likely to be a mistake, is no case for this module: `read`
gives None, and the YAML parser decides. What it does read, it reads as the parser would; property tests hold
the two together.
"""

from __future__ import annotations

import math
import re
from typing import Any, Final

MAX_LENGTH: Final = 100_000  # no text in it can be too long, nor can it hold too many values
MAX_DEPTH: Final = 16
MAX_FLOW_DEPTH: Final = 4
MAX_NUMBER: Final = 1e15
BEYOND: Final = math.inf
"""Stands for a number beyond the limit: any finite one would be one that the file does not say."""

WORDS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}
NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_FIRST: Final = r"""[^\s\-?:,\[\]{}\#&*!|>'"%@`]|-(?=[0-9])"""
_PLAIN: Final = rf"(?:{_FIRST})[^:\#\n]*(?:(?::(?=\S)|(?<=\S)\#)[^:\#\n]*)*(?<!\ )"
_LINE: Final = re.compile(
    r"""
    (\ *+)                                                 # indentation
    (?: ([A-Za-z0-9][A-Za-z0-9_/-]{0,99}):(?:\ (.*)|$)      # a key, and what stands behind it
      | -\ (.+)                                            # the dash of an item, and what stands behind it
      | (?:\#.*)?$ )                                       # nothing but a comment
    """,
    re.VERBOSE,
)  # `*+` gives nothing back: no line, however it is made, is gone over twice
_VALUE: Final = re.compile(
    rf"""
    (?:({_PLAIN})|"([^"\\]+)"|([\[{{][^\\\#]*[\]}}]))  # text, quoted text, brackets or braces
    \ *+(?:(?<=\ )\#.*)?                             # and perhaps a comment
    """,
    re.VERBOSE,
)
_KEY: Final = re.compile(r"([A-Za-z0-9][A-Za-z0-9_/-]{0,99}): +")
_ATOM: Final = re.compile(rf"""\"([^"\\]+)\"(?=\ *[,\]}}])|((?:{_FIRST})[^,\[\]{{}}:"]*)""", re.VERBOSE)


def scalar(text: str) -> Any:
    """What an unquoted scalar means: `true`, `false`, null, a number, else text; YAML 1.2 without octals."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in "-0123456789" or not NUMBER.fullmatch(text):
        return text
    number = float(text)
    if not -MAX_NUMBER <= number <= MAX_NUMBER:
        return BEYOND
    return int(number) if number.is_integer() and "e" not in text.lower() and "." not in text else number


def read(text: str) -> dict[str, Any] | None:
    """The mapping that a text in plain style holds; None if any of it is in another style, or wrong."""
    if len(text) > MAX_LENGTH or "\t" in text or "\r" in text:
        return None
    block = _Block()
    return block.root if block.fill(text.split("\n")) and block.root else None


class _Block:
    """Mappings and lists as their lines come in; a line that does not fit is refused."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self.open: list[tuple[int, Any]] = [(0, self.root)]  # what is open, with its indentation

    def fill(self, lines: list[str]) -> bool:
        """Take the lines in; False at the first that does not fit. Every line of every file comes through here."""
        holder: Any = self.root
        column, waiting = 0, ""  # the key whose value begins on the next line
        for line in lines:
            depth, key, value = _SEEN.get(line) or _understood(line)
            if value is _OTHER:
                return False
            if depth != column or waiting or not key:
                if depth < 0:
                    continue
                holder, waiting = self._holder(depth, waiting, dash=not key), ""
                column = depth if key else -2  # a key at the column of items ends their list
                if holder is None:
                    return False
            if not key:
                holder.append(value)
            elif key in holder:
                return False
            elif value is _ABSENT:
                waiting = key
            else:
                holder[key] = value
        if waiting:
            self.open[-1][1][waiting] = None
        return True

    def _holder(self, depth: int, waiting: str, *, dash: bool) -> Any:
        """What a line at this indentation belongs to; None where nothing of its kind is open."""
        if waiting:
            self._begin(depth, waiting, dash=dash)
        column, holder = self.open[-1]
        while column > depth or (column == depth and not dash and type(holder) is list):
            self.open.pop()
            if not self.open:
                return None
            column, holder = self.open[-1]
        fits = column == depth and (type(holder) is list) == dash
        return holder if fits and len(self.open) <= MAX_DEPTH else None

    def _begin(self, depth: int, waiting: str, *, dash: bool) -> None:
        """What the waiting key holds: what is further in, a list that begins below it, or nothing."""
        column, holder = self.open[-1]
        inner: Any = None
        if depth > column or (dash and depth == column):
            inner = [] if dash else {}
            self.open.append((depth, inner))
        holder[waiting] = inner


_Line = tuple[int, str, Any]
"""What a line holds, with its depth: no key is the dash of an item; a depth below 0 is no entry."""
_SEEN: Final[dict[str, _Line]] = {}
"""Lines by their text: files say the same few again and again, keys without a value, days, names, small numbers."""
_HEADS: Final[dict[str, tuple[int, str]]] = {}
"""Depths and keys by what stands before a colon."""
_MOST_SEEN: Final = 30_000
_MOST_LONG: Final = 15_000  # from here on only short lines are kept: long ones come again in versions of one file only
_SHORT: Final = 40
_ABSENT: Final = object()
_OTHER: Final = object()
_NOTHING: Final = (-1, "", None)
_NOT_PLAIN: Final = (-1, "", _OTHER)


def _understood(line: str) -> _Line:
    """A line read, and kept for the next time while there is room; what may be changed is always read anew."""
    head, colon, behind = line.partition(": ")
    if colon and head in _HEADS:
        value = _meaning(behind)
        found = _NOT_PLAIN if value is _OTHER else (*_HEADS[head], value)
    else:
        found = _read_line(line)
    room = _MOST_SEEN if len(line) <= _SHORT else _MOST_LONG
    if len(_SEEN) < room and type(found[2]) not in {dict, list}:
        _SEEN[line] = found
    return found


def _read_line(line: str) -> _Line:
    match = _LINE.fullmatch(line)
    if match is None:
        return _NOT_PLAIN
    indent, key, behind, item = match.groups("")
    if not key and not item:
        return _NOTHING
    value = _meaning(item or behind)
    if value is _OTHER or (item and value is _ABSENT):
        return _NOT_PLAIN
    if key and len(_HEADS) < _MOST_SEEN:
        _HEADS[indent + key] = len(indent), key
    return len(indent), key, value


def _meaning(behind: str) -> Any:
    """The value behind a key or dash: at a glance where it is text without signs, else by its form."""
    if behind[:1].isalnum() and "#" not in behind and (":" not in behind or _is_joined(behind)):
        value = scalar(behind.rstrip(" "))
        return _OTHER if value is BEYOND else value
    behind = behind.lstrip(" ")
    if not behind or behind[0] == "#":
        return _ABSENT
    match = _VALUE.fullmatch(behind)
    if match is None:
        return _OTHER
    words, quoted, flow = match.groups()
    value = scalar(words) if words is not None else quoted if quoted is not None else _flow(flow)
    return _OTHER if value is BEYOND else value


def _is_joined(text: str) -> bool:
    """Whether the colons are inside of words, as in addresses of pages: they separate nothing then."""
    return ": " not in text and text[-1] != ":" and text.isascii()


class _OtherError(Exception):
    """What stands in brackets is in another style."""


def _flow(text: str) -> Any:
    """The value of brackets or braces on one line."""
    try:
        value, at = _value(text, 0, 0)
    except _OtherError:
        return _OTHER
    return value if at == len(text) else _OTHER


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    """The value that begins at an offset, and the offset behind it."""
    if depth > MAX_FLOW_DEPTH:
        raise _OtherError
    if text[at] == "[":
        return _collected([], text, at, depth)
    if text[at] == "{":
        return _collected({}, text, at, depth)
    match = _ATOM.match(text, at)
    if match is None:
        raise _OtherError
    quoted, words = match.groups()
    value = quoted if quoted is not None else scalar(words.rstrip(" "))
    if value is BEYOND:
        raise _OtherError
    return value, match.end()


def _collected(held: Any, text: str, at: int, depth: int) -> tuple[Any, int]:
    """The items up to the closing bracket, each behind its key where it is a mapping."""
    mapping = type(held) is dict
    end = "}" if mapping else "]"
    at = _behind(text, at + 1)
    if text[at] == end:
        return held, at + 1
    while True:
        match = _KEY.match(text, at) if mapping else None
        if mapping and (match is None or match[1] in held):
            raise _OtherError
        value, at = _value(text, match.end() if match else at, depth + 1)
        if match:
            held[match[1]] = value
        else:
            held.append(value)
        at = _behind(text, at)
        if text[at] == end:
            return held, at + 1
        if text[at : at + 2] != ", ":
            raise _OtherError
        at = _behind(text, at + 1)


def _behind(text: str, at: int) -> int:
    """The offset behind blanks; the text ends in a bracket, and none is left open."""
    while text[at : at + 1] == " ":
        at += 1
    if at >= len(text):
        raise _OtherError
    return at

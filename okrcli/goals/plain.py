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
    rf"""
    ^(\ *+)                                                              # indentation
    (?:([A-Za-z0-9][A-Za-z0-9_/-]{{0,99}}):(?=[\ \n]|\Z)|(-)(?=\ ))\ *+  # a key, or the dash of an item
    (?:({_PLAIN})|"([^"\\\n]+)"|([\[{{][^\\\#\n]*[\]}}]))?                # text, quoted text, brackets or braces
    \ *+(?:(?<=\ )\#.*)?$
    |^\ *+(?:\#.*)?$                                                     # nothing but a comment
    """,
    re.MULTILINE | re.VERBOSE,
)  # `*+` gives nothing back: no line, however it is made, is gone over twice


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
    lines = _LINE.findall(text)
    if len(lines) != text.count("\n") + 1:
        return None
    block = _Block()
    return block.root if all(map(block.add, lines)) and block.close() else None


class _Block:
    """Mappings and lists as their lines come in; a line that does not fit is refused."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self.open: list[tuple[int, Any]] = [(0, self.root)]  # what is open, with its indentation
        self.waiting = ""  # the key whose value begins on the next line

    def add(self, line: tuple[str, str, str, str, str, str]) -> bool:
        indent, key, dash, words, quoted, listed = line
        if not key and not dash:
            return True
        depth = len(indent)
        column, holder = self.open[-1]
        if self.waiting or dash or depth != column or type(holder) is list:
            holder = self._holder(depth, dash)
            if holder is None:
                return False
        value = scalar(words) if words else quoted or (_flow(listed) if listed else _ABSENT)
        if value is BEYOND or value is _OTHER or (value is _ABSENT and dash):
            return False
        if dash:
            holder.append(value)
        elif key in holder:
            return False
        elif value is _ABSENT:
            self.waiting = key
        else:
            holder[key] = value
        return True

    def close(self) -> bool:
        """Whether there is anything at all."""
        if self.waiting:
            self.open[-1][1][self.waiting] = None
        return bool(self.root)

    def _begin(self, depth: int, dash: str) -> None:
        """What the waiting key holds: what is further in, a list that begins below it, or nothing."""
        column, holder = self.open[-1]
        inner: Any = None
        if depth > column or (dash and depth == column):
            inner = [] if dash else {}
            self.open.append((depth, inner))
        holder[self.waiting] = inner
        self.waiting = ""

    def _holder(self, depth: int, dash: str) -> Any:
        """What a line at this indentation belongs to; None where nothing of its kind is open."""
        if self.waiting:
            self._begin(depth, dash)
        column, holder = self.open[-1]
        while column > depth or (column == depth and not dash and type(holder) is list):
            self.open.pop()
            if not self.open:
                return None
            column, holder = self.open[-1]
        fits = column == depth and (type(holder) is list) == bool(dash)
        return holder if fits and len(self.open) <= MAX_DEPTH else None


_ABSENT: Final = object()
_OTHER: Final = object()


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

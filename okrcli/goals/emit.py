"""Single values as YAML text: plain where every reader agrees on what it means, else quoted."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from okrcli.errors import OkrError
from okrcli.goals.source import Source

_WORDS: Final = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_CONTROL: Final = "\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_ESCAPED: Final = re.compile(f'["\\\\{_CONTROL}]')
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_PLAIN: Final = re.compile(rf"[^\W\d_](?:(?!: |:$| #)[^{_CONTROL}])*")
_FLOW: Final = re.compile(r"[,:?\[\]{}]")


def scalar(value: str | float | date, *, flow: bool = False) -> str:
    """A value on one line, such that our reader reads back exactly this; `flow` is inside brackets or braces.

    Raises OkrError for what no file may hold: hidden characters, texts over 100 KB, numbers beyond ±1e15.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    written = _text(value, flow=flow) if isinstance(value, str) else _number(value)
    read = Source(f"- {written}\n")
    for problem in read.problems:
        raise OkrError(problem.message, problem.hint)
    if read.data != [value]:
        raise OkrError("this is not a number", "write a finite number")
    return written


def _number(value: float) -> str:
    """Digits without an exponent: `1e-07` is text to readers of YAML 1.1."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    written = repr(value)
    if "e" not in written:
        return written
    from decimal import Decimal

    return format(Decimal(written), "f")


def _text(value: str, *, flow: bool) -> str:
    """Plain if it starts with a letter and nothing in it or around it could be read as something else."""
    plain = _PLAIN.fullmatch(value) and value == value.strip() and value.lower() not in _WORDS
    if plain and not (flow and _FLOW.search(value)):
        return value
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04x}"

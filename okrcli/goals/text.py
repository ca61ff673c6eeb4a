"""What a text must be before anything reads it: UTF-8, of sane size, nothing in it that hides."""

from __future__ import annotations

import re
from typing import Final

from okrcli.goals.diagnostic import Problem, Span

MAX_BYTES: Final = 1 << 20
MAX_TEXT: Final = 100_000
MAX_PROBLEMS: Final = 20  # of one kind in one file: more teach nothing

HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
_SUSPECTS: Final = bytes(code for code in range(128) if (code < ord(" ") and code not in b"\t\n") or code in b"\x7f|")
_CONFLICT: Final = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?:[ \t]|\r?$)", re.MULTILINE)


class RefusedError(Exception):
    """A text cannot be read as data at all; what is wrong with it becomes a value one step up."""

    def __init__(self, *problems: Problem, text: str = "") -> None:
        super().__init__()
        self.problems = problems
        self.text = text  # to show where it is wrong


def decode(raw: bytes | str) -> str:
    if isinstance(raw, str):
        raw = raw.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than 1 MiB ({len(raw):,} bytes)"
        raise RefusedError(Problem("too-large", Span(1, 1, 1, 1), message, "split it, or remove what is not a goal"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        where = _span_at(before, len(before))
        message = f"byte 0x{raw[error.start]:02x} is not valid UTF-8"
        problem = Problem("encoding", where, message, "save the file as UTF-8 text")
        raise RefusedError(problem, text=raw.decode("utf-8", "replace")) from None
    return text.removeprefix("\ufeff")


def _plainly_clean(text: str) -> bool:
    """Whether a text is ASCII without any character that needs a closer look: the quick answer for most files."""
    if not text.isascii():
        return False
    raw = text.encode("ascii")
    return len(raw.translate(None, _SUSPECTS)) == len(raw) and b"<<<<<<<" not in raw and b">>>>>>>" not in raw


def refuse_hidden(text: str) -> None:
    """Raise for characters and markers that a reviewer would not see, or would misread."""
    if not _plainly_clean(text):
        _refuse_all_hidden(text)


def _refuse_all_hidden(text: str) -> None:
    """Control and bidi characters and merge-conflict markers: what a reviewer would not see, or would misread."""
    hidden = [
        Problem(
            "hidden-character",
            _span_at(text, match.start(), 1),
            f"{describe(match.group()[0])} is not allowed",
            "remove it",
        )
        for _, match in zip(range(MAX_PROBLEMS), HIDDEN.finditer(text), strict=False)
    ]
    if hidden:
        raise RefusedError(*hidden)
    if "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text:
        markers = [_conflict(text, match) for match in _CONFLICT.finditer(text)]
        if markers:
            raise RefusedError(*markers[:MAX_PROBLEMS])


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

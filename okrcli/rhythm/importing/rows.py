"""What an import reads: rows of texts as they are written, with their lines."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from okrcli.errors import OkrError


class Row(NamedTuple):
    """One key result with what stands around it; an objective alone where it has no key result.

    `group` tells objectives of the same wording apart where the document has several.
    """

    line: int
    objective: str = ""
    key_result: str = ""
    owner: str = ""
    objective_owner: str = ""
    team: str = ""
    cycle: str = ""
    score: str = ""
    metric: str = ""
    unit: str = ""
    baseline: str = ""
    target: str = ""
    due: str = ""
    why: str = ""
    remark: str = ""
    group: int = 0


class Left(NamedTuple):
    """What was not taken, and why."""

    line: int
    text: str
    reason: str


class Table(NamedTuple):
    """The rows of a file; `columns` are (field, header) pairs as guessed, `unknown` the other headers.

    `notes` are sentences on what was read and has no place in a file.
    """

    rows: tuple[Row, ...]
    columns: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    notes: tuple[str, ...] = ()


_BREAKS: Final = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_HIDDEN: Final = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")


def tidy(text: str) -> str:
    """A text on one line, without characters that nobody sees."""
    return _HIDDEN.sub("", _BREAKS.sub(" ", text)).strip()


def hidden(text: str) -> bool:
    """Whether a text holds characters that `tidy` takes out, besides blanks and ends of lines."""
    return bool(_HIDDEN.search(text)) or any(not character.isspace() and _BREAKS.match(character) for character in text)


def decode(raw: bytes) -> str:
    """The text of a file; raises OkrError for what is no UTF-8 text."""
    if raw.startswith(b"PK\x03\x04"):
        raise OkrError("this is a workbook or an archive, not text", "save the sheet as CSV (UTF-8)")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "save it as UTF-8, in spreadsheets 'CSV UTF-8'"
        raise OkrError(f"line {line}: byte 0x{raw[error.start]:02x} is not UTF-8", hint) from None

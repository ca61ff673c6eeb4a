"""Texts from files are hostile: what may be shown, and how."""

from __future__ import annotations

import re
from typing import Final

_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SHOWN: Final = {"\n": " ", "\r": " ", "\t": " "}


def clean(text: str) -> str:
    """A text as one line without anything that a terminal, a log or a reader could take for something else.

    Control, bidi and invisible characters are shown by number; `##[`, which CI takes for a command wherever
    it stands, is broken by a backslash. For `::`, which is one only at a line's start: `without_commands`.
    """
    if not text.isprintable():
        text = _UNSAFE.sub(_visible, text)
    return text.replace("##[", "##\\[")


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    return _SHOWN.get(character) or f"<U+{ord(character):04X}>"


_COMMAND: Final = re.compile(r"^(?=\s*::)", re.MULTILINE)


def without_commands(text: str) -> str:
    """Finished text of ours: no line begins a workflow command, whatever text it begins with."""
    return _COMMAND.sub(r"\\", text) if "::" in text else text


_ASCII: Final = (
    {"≥": ">=", "≤": "<=", "→": "->", "↑": "+", "↓": "-", "–": "-", "—": "-", "─": "-", "│": "|", "·": "-"}  # noqa: RUF001 - the signs that we write
    | {"▲": "^", "▼": "v", "Δ": "+/-"}
    | {"…": "...", "“": '"', "”": '"', "’": "'", "€": "EUR"}  # noqa: RUF001 - the signs that we write
)


def in_ascii(text: str) -> str:
    """The text with the signs that we use written in ASCII; what is said in other letters stays."""
    if text.isascii():
        return text
    for sign, plain in _ASCII.items():
        text = text.replace(sign, plain)  # a pass for each is far quicker than `translate`
    return text


def cut(text: str, width: int) -> str:
    """At most `width` characters, an ellipsis at the end of what was longer."""
    return text if len(text) <= width else text[: max(0, width - 1)].rstrip() + "…"

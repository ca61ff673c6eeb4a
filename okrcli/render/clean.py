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

    Control, bidi and invisible characters are shown by number; the two forms of workflow commands
    (`::` at a line's start, `##[` anywhere) are broken by a backslash.
    """
    if not text.isprintable():
        text = _UNSAFE.sub(_visible, text)
    return text.replace("##[", "##\\[")


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    return _SHOWN.get(character) or f"<U+{ord(character):04X}>"


def unbroken(line: str) -> str:
    """A line that may begin with a text from a file: no workflow command begins there."""
    return f"\\{line}" if line.lstrip().startswith("::") else line


def cut(text: str, width: int) -> str:
    """At most `width` characters, an ellipsis at the end of what was longer."""
    return text if len(text) <= width else text[: max(0, width - 1)].rstrip() + "…"

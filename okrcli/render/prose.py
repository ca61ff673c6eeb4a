"""Texts of others inside Markdown: shown as they are, without markup, mentions and references of their own."""

from __future__ import annotations

import re
from typing import Final

from okrcli.render.clean import clean

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~$]|^(?=[-+=#])")
_MENTION: Final = re.compile(r"(?<=[@#])(?=\w)|(?<=\bGH-)(?=\d)|(?<=[a-zA-Z]:)(?=//)|(?<=\bwww)(?=\.)", re.ASCII)
_BREAK: Final = "<!-- -->"


def escaped(text: str) -> str:
    """One line of Markdown that shows the text; nobody is mentioned and no issue referred to."""
    plain = _MARKUP.sub(lambda match: f"\\{match.group()}", clean(text).replace("&", "&amp;"))
    return _MENTION.sub(_BREAK, plain)

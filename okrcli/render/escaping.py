"""Texts from files inside other formats: one escaper a format."""

from __future__ import annotations

import re
from typing import Final

from okrcli.render.clean import clean

_MARKUP: Final = re.compile(r"[&<>|`*_~\[\]\\]")
_REFERENCE: Final = re.compile(
    r"(?<=[@#!$^~%:])(?=[\w+-])|(?<=:)(?=//)|(?<=\bGH-)(?=[0-9])|(?<=\bwww)(?=\.)", re.IGNORECASE
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[-+]?[0-9.,]+%?")


def markdown(text: str) -> str:
    """A text that stands in Markdown as it reads: no markup, no mention, no reference to an issue, no link.

    Mentions and references are broken by a space of no width: entities would not do, forges look for them afterwards.
    """
    parted = _REFERENCE.sub("\u200b", clean(text))
    shown = _MARKUP.sub(lambda match: f"&#{ord(match.group())};", parted)
    return re.sub(r"^(\s*)([#>+=-]|[0-9]+[.)])", _harmless, shown)


def _harmless(match: re.Match[str]) -> str:
    """The sign of a heading, a quote or a list at a text's start."""
    return f"{match[1]}{match[2][:-1]}&#{ord(match[2][-1])};"


def fence(lines: list[str]) -> str:
    """A row of backticks that is longer than any in the lines."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    return "`" * max(3, longest + 1)


def csv(text: str) -> str:
    """A text as a cell of a spreadsheet: never a formula."""
    said = clean(text)
    return f"'{said}" if said.startswith(_FORMULA) and not _NUMBER.fullmatch(said) else said


def github(text: str) -> str:
    """A text as the message of a workflow command."""
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: str) -> str:
    """A text as a property of a workflow command: `file`, `title`."""
    return github(text).replace(":", "%3A").replace(",", "%2C")

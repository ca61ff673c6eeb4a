"""What history proves, and what it cannot."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from okrcli.render.clean import clean
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.history.evidence import Check
    from okrcli.render.style import Screen
    from okrcli.reports.seal import Seal

_COLOURS: Final = {"holds": "green", "fails": "red", "unknown": "yellow", "note": "blue"}
_WORD, _GAP, _LEAST = 7, "  ", 30
_LIMITS: Final = "git proves what was said and in which order: not when, and not by whom, unless commits are signed"


def checks(found: Sequence[Check], screen: Screen) -> str:
    """Each check with its answer, and what to do below those that do not hold."""
    width = max(len(check.name) for check in found)
    told = [line for check in found for line in _lines(check, width, screen)]
    return "\n".join([*told, "", *wrap(_LIMITS, screen.width)])


def _lines(check: Check, width: int, screen: Screen) -> Iterator[str]:
    room = max(_LEAST, screen.width - _WORD - width - 2 * len(_GAP))
    word, name = paint(f"{check.proof:<{_WORD}}", _COLOURS[check.proof], on=screen.colour), clean(check.name)
    for text in filter(None, (check.said, check.hint)):
        for line in wrap(clean(text), room, break_long_words=False, break_on_hyphens=False):
            yield f"{word}{_GAP}{name:<{width}}{_GAP}{line}"
            word, name = " " * _WORD, ""


def sealed(name: str, made: Seal, commit: str, *, dry_run: bool) -> str:
    """The tag and the hashes; its whole message where it was not made."""
    if dry_run:
        lines = made.message.splitlines()
        return "\n".join([f"would tag {commit[:7]} as {clean(name)}", "", *(f"  {line}".rstrip() for line in lines)])
    hashes = [f"  {part:<9}  {digest[:16]}…" for part, digest in (*made.parts, ("all", made.all))]
    push = f"next: `git push origin {clean(name)}`; `okr verify` computes the hashes again"
    return "\n".join([f"tagged {commit[:7]} as {clean(name)}", *hashes, push])

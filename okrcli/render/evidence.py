"""What history proves, and what it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.render.clean import clean
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.history.evidence import Check
    from okrcli.reports.seal import Seal

_COLOURS: Final = {"holds": "green", "fails": "red", "unknown": "yellow", "note": "blue"}
_LIMITS: Final = "git proves what was said and in which order: not when, and not by whom, unless commits are signed"


def checks(found: Sequence[Check], *, colour: bool) -> str:
    """A line for each check, with what to do below those that do not hold."""
    width = max(len(check.name) for check in found)
    return "\n".join([*(line for check in found for line in _lines(check, width, colour=colour)), "", _LIMITS])


def _lines(check: Check, width: int, *, colour: bool) -> Iterator[str]:
    word = paint(f"{check.proof:<7}", _COLOURS[check.proof], on=colour)
    yield f"{word}  {clean(check.name):<{width}}  {clean(check.said)}"
    if check.hint:
        yield f"{'':7}  {'':{width}}  {clean(check.hint)}"


def sealed(name: str, made: Seal, commit: str, *, dry_run: bool) -> str:
    """The tag and the hashes; its whole message where it was not made."""
    if dry_run:
        lines = made.message.splitlines()
        return "\n".join([f"would tag {commit[:7]} as {clean(name)}", "", *(f"  {line}".rstrip() for line in lines)])
    hashes = [f"  {part:<9}  {digest[:16]}…" for part, digest in (*made.parts, ("all", made.all))]
    push = f"next: `git push origin {clean(name)}`; `okr verify` computes the hashes again"
    return "\n".join([f"tagged {commit[:7]} as {clean(name)}", *hashes, push])

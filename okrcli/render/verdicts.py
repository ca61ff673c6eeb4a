"""What the judge says, for people: the verdict, the words that decided, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.render.clean import clean
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from okrcli.judge import Verdict
    from okrcli.judge.library import Metric

_COLOURS: Final = {"outcome": "green", "milestone": "yellow"}
_MOST: Final = 3
_LONGEST: Final = 200


def text(verdicts: Iterable[tuple[str, Verdict]], *, colour: bool) -> Iterator[str]:
    """Each verdict as a coach gives it, an empty line between two."""
    for number, (sentence, verdict) in enumerate(verdicts):
        if number:
            yield "\n"
        yield "\n".join(_lines(sentence, verdict, colour=colour))


def _lines(sentence: str, verdict: Verdict, *, colour: bool) -> Iterator[str]:
    from okrcli.judge.advice import suggest

    tint = _COLOURS.get(verdict.verdict, "red")
    flags = f" ({', '.join(verdict.flags)})" if verdict.flags else ""
    yield f"{paint(verdict.verdict, tint, 'bold', on=colour)}{flags}"
    if sentence.strip() and len(sentence) <= _LONGEST and sentence == clean(sentence):
        yield f"  {sentence}"
        if marks := _underlined(verdict):
            yield f"  {paint(marks, tint, 'bold', on=colour)}"
    yield f"  {clean(verdict.reason)}"
    ways = suggest(verdict)
    if ways:
        yield f"  {paint('ask', 'cyan', 'bold', on=colour)}: {clean(ways[0].question)}"
    yield from (
        f"  {paint('say', 'cyan', 'bold', on=colour)}: {clean(way.rewrite)}" for way in ways[:_MOST] if way.metric
    )


def _underlined(verdict: Verdict) -> str:
    """Carets below the words that decided."""
    marks = [" "] * max((found.end for found in verdict.evidence), default=0)
    for found in verdict.evidence:
        marks[found.start : found.end] = "^" * (found.end - found.start)
    return "".join(marks).rstrip()


def metrics(found: Sequence[Metric], *, colour: bool) -> str:
    """The metrics by theme."""
    lines: list[str] = []
    theme = ""
    for metric in found:
        if metric.theme != theme:
            theme = metric.theme
            lines += [*([""] if lines else []), paint(theme, "bold", on=colour)]
        sign = "↑" if metric.direction == "increase" else "↓"
        lines += [
            f"  {sign} {metric.name} ({metric.unit})",
            f"      tells {metric.tells}",
            f"      gamed {metric.gamed}",
        ]
    return "\n".join(lines)

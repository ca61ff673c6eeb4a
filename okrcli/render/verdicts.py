"""What the judge says, for people: the verdict, the words that decided, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.render.clean import clean
from okrcli.render.grid import upto, width, wrapped
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from okrcli.judge import Verdict
    from okrcli.judge.library import Metric
    from okrcli.render.style import Screen

_COLOURS: Final = {"outcome": "green", "milestone": "yellow"}
_PAD: Final = "  "
_NARROW: Final = 20
_MOST: Final = 3
_LONGEST: Final = 200


def text(verdicts: Iterable[tuple[str, Verdict]], screen: Screen) -> Iterator[str]:
    """Each verdict as a coach gives it, an empty line between two."""
    for number, (sentence, verdict) in enumerate(verdicts):
        if number:
            yield "\n"
        yield "\n".join(_lines(sentence, verdict, screen))


def _lines(sentence: str, verdict: Verdict, screen: Screen) -> Iterator[str]:
    from okrcli.judge.advice import suggest

    tint = _COLOURS.get(verdict.verdict, "red")
    flags = f" ({', '.join(verdict.flags)})" if verdict.flags else ""
    yield f"{paint(verdict.verdict, tint, 'bold', on=screen.colour)}{flags}"
    if sentence.strip() and len(sentence) <= _LONGEST and sentence == clean(sentence):
        yield from _underlined(sentence, verdict, tint, screen)
    yield from _told("", verdict.reason, screen)
    ways = suggest(verdict)
    if ways:
        yield from _told("ask", ways[0].question, screen)
    for way in ways[:_MOST]:
        if way.metric:
            yield from _told("say", way.rewrite, screen)


def _told(word: str, said: str, screen: Screen) -> Iterator[str]:
    """A text in lines of the screen's width, behind a word that says what it is for."""
    head = f"{word}: " if word else ""
    first, *rest = wrapped(head + clean(said), _room(screen), len(head))
    yield _PAD + paint(word, "cyan", "bold", on=screen.colour and bool(word)) + first[len(word) :]
    yield from (_PAD + line for line in rest)


def _underlined(sentence: str, verdict: Verdict, tint: str, screen: Screen) -> Iterator[str]:
    """The sentence in lines of the screen's width, with carets below the words that decided."""
    marks = [" "] * len(sentence)
    for found in verdict.evidence:
        marks[found.start : found.end] = "^" * (found.end - found.start)
    at = 0
    while at < len(sentence):
        end = _line_end(sentence, at, _room(screen))
        shown = sentence[at:end].rstrip()
        yield _PAD + shown
        if below := "".join(mark * width(above) for mark, above in zip(marks[at:], shown, strict=False)).rstrip():
            yield _PAD + paint(below, tint, "bold", on=screen.colour)
        at = end


def _line_end(sentence: str, at: int, room: int) -> int:
    """Where a line that begins at an offset ends: behind a blank, if there is one."""
    end = at + max(1, len(upto(sentence[at:], room)))
    if end == len(sentence):
        return end
    blank = sentence.rfind(" ", at + 1, end + 1)
    return blank + 1 if blank > at else end


def _room(screen: Screen) -> int:
    return max(_NARROW, screen.width - len(_PAD))


def metrics(found: Sequence[Metric], screen: Screen) -> str:
    """The metrics by theme."""
    lines: list[str] = []
    theme = ""
    for metric in found:
        if metric.theme != theme:
            theme = metric.theme
            lines += [*([""] if lines else []), paint(theme, "bold", on=screen.colour)]
        sign = "↑" if metric.direction == "increase" else "↓"
        lines += [
            f"  {sign} {metric.name} ({metric.unit})",
            f"      tells {metric.tells}",
            f"      gamed {metric.gamed}",
        ]
    return "\n".join(lines)

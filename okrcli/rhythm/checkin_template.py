"""A check-in as a text to fill in by hand, and what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from okrcli.goals.diagnostic import Problem, Span
from okrcli.goals.emit import scalar
from okrcli.goals.model import CHECK_IN
from okrcli.goals.shape import MISSING, did_you_mean
from okrcli.goals.source import Source
from okrcli.rhythm.checkin import checkin_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from okrcli.goals.model import CheckIn
    from okrcli.rhythm.due import Waiting

MARK: Final = "# ^ "
"""How a line begins that says what is wrong with the one above it."""
_HEAD: Final = """\
# The check-in of {by} for {team}. Change the values, take out lines that you leave out; what is behind a #
# is not read. If nothing is changed, or the file is empty, nothing is recorded.
"""
_FOOT: Final = """\
# issues:                     # what is in the way
#   - …
# plan:                       # what comes next
#   - …
"""


def template(team: str, by: str, day: date, waiting: Sequence[Waiting]) -> str:
    """The text to begin with: what is due, with the last values."""
    return "".join([_HEAD.format(by=by, team=team), f"date: {day}\nby: {scalar(by)}\n", *_lines(waiting), _FOOT])


def _lines(waiting: Sequence[Waiting]) -> Iterator[str]:
    objectives = {one.objective.address: one.objective for one in waiting}
    yield "confidence:                 # the probability, 0 to 1, that all its key results are met\n"
    for row in objectives.values():
        known = row.confidence.latest
        yield f"  {row.address.local}: {0.5 if known is None else scalar(known)}\n"
    valued = any(_known(one) is not None for one in waiting)
    yield (
        'results:                    # or: {value: 63.5, confidence: 0.8, note: "what changed"}\n'
        if valued
        else "# results:\n"
    )
    for one in waiting:
        yield f"  # {' '.join(one.row.key_result.title.split())}\n"
        value = _known(one)
        yield f"  {one.row.address.local}: {value}\n" if value is not None else f"  # {one.row.address.local}: …\n"


def _known(one: Waiting) -> str | None:
    return None if one.row.score.value is None else scalar(one.row.score.value)


def from_checkin(team: str, checkin: CheckIn) -> str:
    """The text of a check-in that is there, to be changed."""
    return _HEAD.format(by=checkin.by, team=team) + checkin_text(checkin)


def filled(text: str, known: Collection[str]) -> tuple[CheckIn | None, tuple[tuple[int, str], ...]]:
    """The check-in that an edited text says, or what is wrong with it by line; `known` are the goals' local names."""
    source = Source(text)
    problems = list(source.problems)
    read: Any = MISSING if problems else CHECK_IN.read(source.data, (), problems)
    if read is not MISSING:
        problems += _unknown(read, known)
    if problems or read is MISSING:
        return None, tuple(sorted((_line(source, problem), _said(problem)) for problem in problems))
    return read, ()


def _unknown(checkin: CheckIn, known: Collection[str]) -> Iterator[Problem]:
    for key in ("confidence", "results"):
        for name in getattr(checkin, key):
            if name not in known:
                hint = did_you_mean(name, known)
                yield Problem("unknown-key", (key, name), f"there is no {name!r} in this team", hint, at_key=True)


def _line(source: Source, problem: Problem) -> int:
    where = problem.where
    return where.line if isinstance(where, Span) else source.locate(where, at_key=problem.at_key).line


def _said(problem: Problem) -> str:
    return f"{problem.message}{f': {problem.hint}' if problem.hint else ''}"


def marked(text: str, problems: Sequence[tuple[int, str]]) -> str:
    """The text with what is wrong below the lines that are."""
    lines = unmarked(text).split("\n")
    for number, said in sorted(problems, reverse=True):
        lines.insert(min(number, len(lines)), MARK + " ".join(said.split()))
    return "\n".join(lines)


def unmarked(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith(MARK))

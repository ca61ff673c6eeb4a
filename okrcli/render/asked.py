"""What is shown above and below a question in a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final

from okrcli.render import cells, marks
from okrcli.render.clean import clean, cut, in_ascii
from okrcli.render.style import paint
from okrcli.render.written import change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from okrcli.judge.library import Metric
    from okrcli.judge.objective import Finding
    from okrcli.judge.verdict import Verdict
    from okrcli.render.style import Screen
    from okrcli.reports.view import KeyResultRow, ObjectiveRow
    from okrcli.rhythm.checkin_questions import Topic
    from okrcli.rhythm.draft_questions import Goal

PAD: Final = "  "
_SPARK: Final = 12
_NARROW: Final = 40


def shown(what: tuple[str, Any] | None, screen: Screen) -> list[str]:
    """The lines for something, by the name of its rendering; no line is wider than the screen."""
    if what is None:
        return []
    name, value = what
    lines = _RENDERINGS[name](value, screen)
    return [in_ascii(line) for line in lines] if screen.ascii_only else list(lines)


def wrapped(text: str, screen: Screen, pad: str = PAD, then: str | None = None) -> list[str]:
    """A text in lines of the screen's width; `then` is what its second line and others begin with."""
    width = max(_NARROW, screen.width - 1)
    rest = pad if then is None else then
    return textwrap.wrap(text, width, initial_indent=pad, subsequent_indent=rest, break_on_hyphens=False) or [""]


def _result(topic: Topic, screen: Screen) -> Iterator[str]:
    row = topic.row
    head = f"{topic.number}/{topic.of}  {row.address.local}"
    way = in_ascii(cells.way(row)) if screen.ascii_only else cells.way(row)
    title = cut(clean(row.key_result.title), max(10, screen.width - len(PAD) - 1))
    yield ""
    gap = max(2, screen.width - 1 - len(head) - len(way))
    fits = len(head) + len(way) + 2 < screen.width
    yield f"{paint(head, 'bold', on=screen.colour)}{' ' * gap}{way}" if fits else cut(head, screen.width - 1)
    yield f"{PAD}{title}"
    for line in filter(None, (_last(row), _trend(row, screen))):
        yield paint(cut(f"{PAD}{line}", screen.width - 1), "dim", on=screen.colour)


def _last(row: KeyResultRow) -> str:
    if row.pace.last is None:
        return "no check-in yet"
    unit = clean(row.key_result.unit) if row.key_result.unit else None
    value = marks.amount(row.score.value, unit) if row.score.value is not None else cells.way(row)
    parts = [f"last: {value}", "today" if not row.pace.quiet_days else f"{marks.count(row.pace.quiet_days, 'day')} ago"]
    if row.confidence.latest is not None:
        parts.append(f"confidence {cells.confidence(row.confidence)}")
    return " · ".join([*parts, *([f'"{clean(row.note)}"'] if row.note else [])])


def _trend(row: KeyResultRow, screen: Screen) -> str:
    parts = []
    if len(row.trend) > 1 and not screen.ascii_only:
        parts.append(f"trend {marks.sparkline(row.trend, _SPARK)}")
    if (expected := _expected(row)) is not None:
        unit = clean(row.key_result.unit) if row.key_result.unit else None
        parts.append(f"expected by now {marks.amount(float(f'{expected:.3g}'), unit)}")
    return " · ".join(parts)


def _expected(row: KeyResultRow) -> float | None:
    """The value where a key result that moves from a baseline to a target should be today."""
    key_result = row.key_result
    target = (key_result.levels or {}).get("target", key_result.target)
    if key_result.kind != "metric" or key_result.baseline is None or target is None:
        return None
    return key_result.baseline + (target - key_result.baseline) * row.pace.expected


def _objectives(rows: Sequence[ObjectiveRow], screen: Screen) -> Iterator[str]:
    yield ""
    asked = "How likely are all its key results to be met" if len(rows) == 1 else "How likely is each to be met in full"
    yield paint(f"{asked}, from 0 to 1?", "bold", on=screen.colour)
    for row in rows:
        known = row.confidence.latest
        last = f"  (last {marks.share(known)})" if known is not None else ""
        title = cut(clean(row.objective.title), screen.width - 3 - len(last))
        yield f"{PAD}{title}{last}"


def _before(texts: Iterable[str], screen: Screen) -> Iterator[str]:
    yield ""
    for text in texts:
        yield paint(cut(f"{PAD}last time: {clean(text)}", screen.width - 1), "dim", on=screen.colour)


def _change(changes: Sequence[Any], screen: Screen) -> Iterator[str]:
    for before, after in changes:
        said = change(before, after).split(" · ", 1)[1:]
        colour = cells.COLOURS.get(after.pace.status)
        for line in said:
            yield paint(f"{PAD}→ {line}", *([colour] if colour else []), on=screen.colour)


def _heading(parts: Sequence[str], screen: Screen) -> Iterator[str]:
    head = " · ".join(clean(part) for part in parts)
    keys = "Enter keeps, < back, s skip, ? help, ^D to the summary"
    fits = len(head) + len(keys) + 4 < screen.width
    yield f"{paint(head, 'bold', on=screen.colour)}{f'   ({keys})' if fits else ''}"
    if not fits:
        yield cut(f"({keys})", screen.width - 1)


def _summary(made: tuple[str, Sequence[Any]], screen: Screen) -> Iterator[str]:
    """The file as it would be, and what changes by it."""
    text, changes = made
    yield ""
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        yield from wrapped(clean(line).strip(), screen, PAD + indent, PAD * 3 + indent)
    yield ""
    for before, after in changes:
        yield from wrapped(change(before, after).strip(), screen)
    yield ""


def _verdict(asked: tuple[Verdict, Sequence[Metric]], screen: Screen) -> Iterator[str]:
    """Why it is no outcome, the question to ask, and metrics to pick from."""
    from okrcli.judge.advice import rewrite, suggest
    from okrcli.judge.library import themes

    verdict, metrics = asked
    yield paint(f"{PAD}{verdict.verdict}", "yellow", "bold", on=screen.colour)
    yield from wrapped(clean(verdict.reason), screen)
    for way in suggest(verdict)[:1]:
        yield from wrapped(clean(way.question), screen)
    for nth, metric in enumerate(metrics, 1):
        yield from wrapped(f"{nth}  {clean(rewrite(metric))}", screen, PAD * 2, PAD * 3)
    if not metrics:
        yield from wrapped(f"metrics by theme, type one: {', '.join(themes())}", screen)


def _objective_verdict(asked: tuple[str, Sequence[Finding]], screen: Screen) -> Iterator[str]:
    for found in asked[1]:
        yield from wrapped(clean(found.reason), screen)


def _goals(goals: Sequence[Goal], screen: Screen) -> Iterator[str]:
    yield ""
    for nth, goal in enumerate(goals, 1):
        yield cut(f"{PAD}{nth:2}  {clean(goal.address)}  {clean(goal.title)}", screen.width - 1 - 2 * screen.ascii_only)


def _objective(row: ObjectiveRow, screen: Screen) -> Iterator[str]:
    """An objective that was: its score and its key results, each with where it ended."""
    score = row.grade.score
    yield ""
    head = f"{row.address.local}  {f'score {marks.score(score)}' if score is not None else cells.verdict(row)}"
    yield paint(cut(head, screen.width - 1), "bold", on=screen.colour)
    yield from wrapped(clean(row.objective.title), screen)
    for one in row.key_results:
        end = f"{cells.way(one)}  {cells.score(one)}"
        room = max(8, screen.width - len(end) - 8)
        yield f"{PAD * 2}{cut(one.address.key_result or '', room)}  {end}"


_RENDERINGS: Final[dict[str, Callable[[Any, Screen], Iterator[str]]]] = {
    "result": _result,
    "objectives": _objectives,
    "before": _before,
    "change": _change,
    "heading": _heading,
    "summary": _summary,
    "verdict": _verdict,
    "objective_verdict": _objective_verdict,
    "goals": _goals,
    "objective": _objective,
}

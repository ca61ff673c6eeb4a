"""A score for people: the formula, the same with its numbers, and where each of them stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from okrcli.goals.files import REVIEWS, show_path
from okrcli.render import cells, marks
from okrcli.render.clean import clean
from okrcli.render.style import paint
from okrcli.reports.view import KeyResultRow, ObjectiveRow
from okrcli.scoring.grade import GREEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.render.style import Screen
    from okrcli.reports.explain import Explanation, Input
    from okrcli.reports.view import Report


def text(view: Report, found: Sequence[Explanation], screen: Screen) -> str:
    """Each computation with its inputs, the whole before its parts."""
    head = paint(cells.heading(view), "bold", on=screen.colour)
    return "\n\n".join([head, *("\n".join(_block(view, one, screen)) for one in found)])


def _block(view: Report, found: Explanation, screen: Screen) -> Iterator[str]:
    name = found.address.path if found.address else "all objectives"
    yield paint(name, "bold", on=screen.colour)
    row = found.row
    if isinstance(row, KeyResultRow | ObjectiveRow):
        goal = row.key_result if isinstance(row, KeyResultRow) else row.objective
        yield f"  {clean(goal.title)}"
    lines = [*_computed(found), *_inputs(found.inputs), *_meaning(view, found), ("source", found.formula.source)]
    widest = max(len(name) for name, _ in lines)
    yield from (f"  {name:<{widest}}  {said}" for name, said in lines)


def _meaning(view: Report, found: Explanation) -> Iterator[tuple[str, str]]:
    row = found.row
    if isinstance(row, KeyResultRow):
        yield from _standing(view, row)
    elif isinstance(row, ObjectiveRow):
        yield from _graded(row)
    if found.carried is not None:
        unit = row.key_result.unit if isinstance(row, KeyResultRow) else None
        yield "carried", f"if it goes on, the next cycle starts at {_amount(found.carried, unit)}"


def _computed(found: Explanation) -> Iterator[tuple[str, str]]:
    """The formula, and the same with its numbers."""
    row = found.row
    score = cells.score(row) if isinstance(row, KeyResultRow) else marks.score(found.score)
    yield "score", f"{score} = {found.formula.text}"
    if isinstance(row, KeyResultRow) and row.score.reason:
        yield "", f"no score: {cells.words(row.score.reason)}"
    elif with_numbers := _with_numbers(found):
        yield "", f"{' ' * len(score)} = {with_numbers}"


def _with_numbers(found: Explanation) -> str:
    row = found.row
    if not isinstance(row, KeyResultRow):
        return _mean_in_numbers(found.inputs)
    if row.key_result.steps and row.key_result.kind == "milestone":
        done = sum(row.key_result.steps[name] for name in row.score.done)
        return f"{marks.amount(done)} / {marks.amount(sum(row.key_result.steps.values()))}"
    if row.key_result.levels:
        return ""
    numbers = {one.name: _bare(one.value) for one in found.inputs if _is_number(one.value)}
    if row.key_result.bound:
        numbers["bound"] = _bare(row.key_result.bound[1])
    said = re.sub(r"[a-z]+", lambda match: numbers.get(match.group(), match.group()), found.formula.text)
    return said if said != found.formula.text else ""


def _mean_in_numbers(inputs: Sequence[Input]) -> str:
    parts = [(1 if one.weight is None else one.weight, one.value) for one in inputs]
    counted = [(weight, score or 0) for weight, score in parts if weight]
    total = sum(weight for weight, _ in counted)
    products = " + ".join(f"{marks.amount(weight)} x {marks.score(score)}" for weight, score in counted)
    return f"({products}) / {marks.amount(total)}" if total else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _bare(value: float) -> str:
    """A number that a formula can hold: a negative one in brackets."""
    return marks.amount(value) if value >= 0 else f"({marks.amount(value)})"


def _inputs(inputs: Sequence[Input]) -> Iterator[tuple[str, str]]:
    """A line each: name, value, weight, the line that says it, and whose check-in it is."""
    table = [_input(one) for one in inputs]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for one, row in zip(inputs, table, strict=True):
        said = "  ".join(f"{text:<{width}}" for text, width in zip(row, widths, strict=True) if width)
        yield clean(one.name), said.rstrip()


def _input(one: Input) -> tuple[str, ...]:
    where = f"{show_path(one.path)}:{one.line}:{one.column}" if one.path else ""
    told = "review" if one.path and f"/{REVIEWS}/" in one.path else "check-in"
    who = f"{told} of {clean(one.by)}, {one.date}" if one.by else ""
    weight = f"x {marks.amount(one.weight)}" if one.weight is not None else ""
    return _value(one), weight, where, who


def _value(one: Input) -> str:
    if one.is_score:
        return marks.score(one.value)
    if isinstance(one.value, tuple):
        return clean(", ".join(map(str, one.value)))
    if isinstance(one.value, bool):
        return "yes" if one.value else "no"
    return _amount(one.value, one.unit) if _is_number(one.value) else clean(str(one.value or marks.NOTHING))


def _amount(value: float | None, unit: str | None) -> str:
    return marks.amount(value, clean(unit) if unit else None)


def _standing(view: Report, row: KeyResultRow) -> Iterator[tuple[str, str]]:
    """What the score means on that day: what was due, the pace, where it leads."""
    pace = row.pace
    if beyond := cells.beyond(row):
        yield "raw", f"{beyond}; the score is bounded to 0-1"
    if not view.closed:
        yield "expected", f"{marks.score(pace.expected)} of the way by {view.as_of}"
    if pace.projected is not None and not view.closed:
        pair = f" = {marks.score(row.score.progress)} / {marks.score(pace.expected)}"
        how = " by the value so reached" if row.key_result.levels else pair
        yield "pace", f"{marks.score(pace.projected)}{how}: {cells.status(row)}"
    elif cells.status(row):
        yield "status", cells.status(row)
    if row.forecast:
        yield "forecast", cells.forecast(row.forecast)
    if row.signals:
        yield "look at", cells.signals(row.signals)
    if row.original:
        yield "committed", f"{marks.score(row.original.progress)} by the figures before the amendments"
    yield from _judged(row)


def _judged(row: KeyResultRow | ObjectiveRow) -> Iterator[tuple[str, str]]:
    """The team's own score, and the word of another system."""
    if isinstance(row, KeyResultRow) and row.review.self_score is not None:
        because = f": {clean(row.review.because)}" if row.review.because else " (without a reason: not counted)"
        yield "self score", f"{marks.score(row.review.self_score)}{because}"
    if isinstance(row, ObjectiveRow) and row.grade.self_score is not None:
        yield "self score", f"{marks.score(row.grade.self_score)} with the team's own scores"
    if row.banded:
        yield "preset", cells.words(row.banded)


def _graded(row: ObjectiveRow) -> Iterator[tuple[str, str]]:
    reported, total = row.grade.coverage
    if reported < total:
        alone = f"; {marks.score(row.grade.of_reported)} of those alone" if reported else ""
        yield "reported", f"{reported} of {total} key results{alone}; what is silent counts as 0"
    if row.grade.breaches:
        yield "guardrail", f"breached: {', '.join(row.grade.breaches)}"
    yield "reads as", reading(row)
    if row.forecast:
        yield "forecast", cells.forecast(row.forecast)
    if row.original:
        yield "committed", f"{marks.score(row.original.score)} by the figures before the amendments"
    yield from _judged(row)


def reading(row: ObjectiveRow) -> str:
    """What the score means for a goal of this commitment, in a sentence."""
    grade = row.grade
    if grade.commitment == "learning":
        answered, total = grade.coverage
        return f"learning: {answered} of {total} questions answered, at least in part"
    if grade.score is None:
        return f"{grade.commitment}: no score"
    if grade.commitment == "committed":
        closed = "a miss, which needs a postmortem" if cells.is_over(row) else "not met so far"
        return f"committed, expected at 1.00: {'met' if grade.met else closed}"
    good = "good" if grade.band == "green" else "between" if grade.band == "yellow" else "low"
    return f"aspirational, {GREEN:.2f} is good: {good if grade.band else 'nobody has said anything'}"

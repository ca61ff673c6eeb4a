"""Goals that go on: of an earlier cycle, of a template or of a file, as objectives of the next cycle."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.diagnostic import Problem, Span
from okrcli.goals.model import GOALS, KeyResult, Objective
from okrcli.goals.shape import MISSING, did_you_mean
from okrcli.goals.source import Source
from okrcli.judge.measure import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrcli.reports.view import KeyResultRow, ObjectiveRow

BLANK: Final = "…"
_OF_ITS_CYCLE: Final = ("curve", "due", "amendments", "not_yet_observable_until")
_DIGITS: Final = re.compile(r"-?[0-9][0-9.,\u202f ]*[0-9]|-?[0-9]")


class Way(NamedTuple):
    """The numbers of a key result: from where, to where; a threshold has only its bound."""

    baseline: float | None
    target: float | None


class Carried(NamedTuple):
    """An objective for the next cycle with its id, and the remark that stands above it."""

    name: str
    objective: Objective
    remark: str = ""


def templates() -> Mapping[str, Objective]:
    """The objectives that come with okr, by name."""
    text = files("okrcli.rhythm").joinpath("templates.yaml").read_text(encoding="utf-8")
    return read_goals(text, "templates.yaml")


def read_goals(text: str, name: str) -> Mapping[str, Objective]:
    """The objectives of a goals file's text; OkrError with the line of the first thing that is wrong."""
    source = Source(text)
    problems: list[Problem] = list(source.problems)
    goals: Any = MISSING if problems else GOALS.read(source.data, (), problems)
    if goals is MISSING or problems:
        where = problems[0].where
        line = where.line if isinstance(where, Span) else source.locate(where).line
        raise OkrError(f"{name}:{line}: {problems[0].message}", problems[0].hint)
    found: Mapping[str, Objective] = goals.objectives
    return found


def filled(name: str, objective: Objective, numbers: Mapping[str, Way], **fields: Any) -> Objective:
    """A template with its blanks filled in; OkrError names the key results whose numbers are missing."""
    unknown = sorted(numbers.keys() - objective.key_results.keys())
    if unknown:
        hint = did_you_mean(unknown[0], objective.key_results, f"it has {', '.join(objective.key_results)}")
        raise OkrError(f"{name} has no key result {unknown[0]!r}", hint)
    missing = [id_ for id_, result in objective.key_results.items() if BLANK in result.title and id_ not in numbers]
    if missing:
        options = " ".join(_option(id_, objective.key_results[id_]) for id_ in missing)
        raise OkrError(f"{name} needs the numbers of {', '.join(missing)}", f"say {options}")
    results = {
        id_: with_numbers(result, numbers[id_]) if id_ in numbers else result
        for id_, result in objective.key_results.items()
    }
    given = {key: value for key, value in fields.items() if value}
    return objective.but(**given, key_results=results)


def _option(name: str, result: KeyResult) -> str:
    return f"--number {name}={'BOUND' if result.kind == 'threshold' else 'FROM:TO'}"


def with_numbers(result: KeyResult, way: Way) -> KeyResult:
    """A key result with its blanks filled in, in the title too."""
    numbers = [number for number in way if number is not None]
    title = result.title
    for number in numbers[-title.count(BLANK) :] if title.count(BLANK) else ():
        title = title.replace(BLANK, amount(number), 1)
    if result.kind == "threshold":
        bound = read(title).bound or "at_most"
        return result.but(title=title, **{bound: _plain(numbers[-1])})
    values = {"baseline": way.baseline, "target": way.target}
    return result.but(title=title, **{name: _plain(value) for name, value in values.items() if value is not None})


def read_way(text: str) -> Way:
    """`61:75` from a baseline to a target, or a single bound."""
    from okrcli.rhythm.checkin import parse_value

    start, colon, end = text.partition(":")
    if not colon:
        return Way(None, parse_value(start))
    return Way(parse_value(start) if start.strip() else None, parse_value(end))


def carry(row: ObjectiveRow, remark: str, numbers: Mapping[str, Way]) -> Carried:
    """An objective of an earlier cycle for the next: what is done stays behind, values become baselines."""
    results = {id_: _onward(one, numbers.get(id_)) for one in row.key_results if (id_ := one.address.key_result or "")}
    kept = {id_: result for id_, result in results.items() if result is not None}
    objective = row.objective.but(carried_from=str(row.address), key_results=kept)
    return Carried(row.address.objective or "", objective, remark)


def going_on(row: KeyResultRow) -> bool:
    """Whether there is something left to reach, or could be with another target."""
    return row.key_result.kind == "metric" or _onward(row, None) is not None


def _onward(row: KeyResultRow, way: Way | None) -> KeyResult | None:
    """The key result as it goes on; None where there is nothing left to reach."""
    result = row.key_result.but(**{name: KeyResult.keys[name].default for name in _OF_ITS_CYCLE})
    if row.score.answer == "answered":
        return None
    if result.kind == "milestone":
        return _steps_left(row, result)
    if result.kind == "baseline" or (result.kind != "metric" and way is None):
        return None if result.kind == "baseline" and row.score.met else result
    if way is None and row.score.met:
        return None
    start = row.score.value if row.score.value is not None else result.baseline
    said = way or Way(None, result.target)
    return _moved(result, Way(start if said.baseline is None else said.baseline, said.target))


def _steps_left(row: KeyResultRow, result: KeyResult) -> KeyResult | None:
    if row.score.met:
        return None
    left = {name: weight for name, weight in (result.steps or {}).items() if name not in row.score.done}
    return result.but(steps=left) if left else result


def _moved(result: KeyResult, way: Way) -> KeyResult:
    """With other numbers, in the title too where it states the old ones."""
    title = result.title
    if result.kind == "metric":
        title = restated(restated(title, result.baseline, way.baseline), result.target, way.target)
        return result.but(title=title, baseline=_plain(way.baseline), target=_plain(way.target))
    if result.bound is None or way.target is None:
        return result
    name, old = result.bound
    return result.but(title=restated(title, old, way.target), **{name: _plain(way.target)})


def restated(title: str, old: float | None, new: float | None) -> str:
    """The title with one number in place of another, if it states just that one."""
    if old is None or new is None or old == new:
        return title
    said = read(title)
    for number in said.numbers:
        if number.value == old and (said.start or 0) <= number.start < (said.end or len(title)):
            written = title[number.start : number.end]
            return title[: number.start] + _DIGITS.sub(amount(new), written, count=1) + title[number.end :]
    return title


def amount(number: float) -> str:
    return f"{number:.10g}"


def _plain(number: float | None) -> float | None:
    return int(number) if number is not None and float(number).is_integer() else number

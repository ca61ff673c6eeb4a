"""A key result from its sentence: what the sentence states, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from okrcli.goals.model import BOUNDS, KeyResult
from okrcli.goals.plain import MAX_NUMBER
from okrcli.judge.measure import read

if TYPE_CHECKING:
    from okrcli.judge.measure import Measure

_OTHER_LEVELS: Final = frozenset((*BOUNDS, "kind", "between", "steps", "levels"))
_WAY: Final = frozenset(("baseline", "target"))


def key_result(title: str, **given: Any) -> KeyResult:
    """The key result that a sentence states; a field that is given wins over the sentence.

    A change without a base ("by 25 %", "double") gives no target: nobody has said what it is a change of.
    """
    values = _stated(read(title))
    given = {name: value for name, value in given.items() if value is not None}
    if _contradicted(values, given):
        values = {name: values[name] for name in values.keys() & {"metric", "unit"}}
    elif given.keys() & _WAY:
        values = _as_way(values)
    return KeyResult(**{"title": title} | values | given)


def _contradicted(values: dict[str, Any], given: dict[str, Any]) -> bool:
    """Whether another way to measure is given than the sentence has."""
    return any(values.get(name) != given[name] for name in given.keys() & _OTHER_LEVELS)


def _as_way(values: dict[str, Any]) -> dict[str, Any]:
    """What the sentence says as a way from baseline to target; a range is none."""
    bound = next((values[name] for name in BOUNDS if name in values), None)
    kept = {name: value for name, value in values.items() if name not in _OTHER_LEVELS}
    return kept if bound is None else kept | {"target": bound}


def _stated(said: Measure) -> dict[str, Any]:
    level = _level(said)
    counted = {"metric": said.counted} if said.counted and (level or said.factor or said.change) else {}
    unit = {"unit": said.unit} if said.unit and level else {}
    return counted | unit | level


def _level(said: Measure) -> dict[str, Any]:
    """Range, threshold or way: the fields of the kind that fits."""
    if said.low is not None and said.high is not None:
        between = (amount(said.low), amount(said.high))
        return {"kind": "range", "between": between} if None not in between else {}
    target, baseline = amount(said.target), amount(said.baseline)
    if said.bound and target is not None and baseline is None:
        return {"kind": "threshold", said.bound: target}
    way = {"baseline": baseline, "target": target}
    return {name: value for name, value in way.items() if value is not None}


def amount(value: float | None) -> float | None:
    """A number as a file holds it: whole without a point, ten digits; None beyond the reader's bounds."""
    if value is None or not abs(value) <= MAX_NUMBER:
        return None
    return int(value) if value == int(value) else float(f"{value:.10g}")

"""The formulas as people read them: the words of each, where it comes from, and what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.scoring.formulas import LEVEL_SCORES, limits

if TYPE_CHECKING:
    from okrcli.goals.model import KeyResult


class Formula(NamedTuple):
    """A computation in the names of its inputs, and whose it is."""

    text: str
    source: str


WAY: Final = Formula("(value - baseline) / (target - baseline)", "Doerr, Measure What Matters; Niven; Quantive")
FLAT: Final = Formula("1 if the value meets the target, else 0", "MetaPulse: flat targets")
LEVELS: Final = Formula(
    ", ".join(f"{name} = {score}" for name, score in LEVEL_SCORES.items()) + "; the best level reached",
    "Lamorte: stretch, target, commit",
)
LATEST: Final = Formula("1 if value {operator} {bound}, else 0", "Viva Goals; Quantive")
SHARE: Final = Formula("met / due", "ServiceNow; Profit.co: share of the check-ins due that met it")
INSIDE: Final = Formula("1 if low <= value <= high, else 0", "Engagedly: range")
TO_RANGE: Final = Formula("(value - baseline) / (nearer end - baseline), 1 inside", "MetaPulse: area")
DONE: Final = Formula("1 if done, else 0", "Workpath; ServiceNow: milestones")
STEPS: Final = Formula("weight of the steps done / weight of all steps", "Workpath; ServiceNow: weighted steps")
FOUND: Final = Formula("1 if the number is known, else 0; not averaged", "Lamorte: baseline key results")
ANSWER: Final = Formula("answered, partly answered or open; no number", "learning objectives: pm-skills, okr-grader")
MEAN: Final = Formula("sum(weight x score) / sum(weight)", "Doerr: the average; Lattice: weights")
OF_CYCLE: Final = Formula("sum(score of the aspirational objectives) / their number", "Doerr: the average")
_OF_KIND: Final = {"milestone": DONE, "baseline": FOUND}
_SIGNS: Final = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}


def formula_of(key_result: KeyResult, commitment: str) -> Formula:
    """The formula that scores a key result of this kind and these keys."""
    if commitment == "learning":
        return ANSWER
    if key_result.hold == "share" and key_result.kind in ("threshold", "range"):
        return SHARE
    if key_result.kind == "metric":
        return _of_metric(key_result)
    if key_result.kind == "threshold":
        operator = _SIGNS[key_result.bound[0]] if key_result.bound else "meets"
        return LATEST._replace(text=LATEST.text.format(operator=operator, bound="bound"))
    if key_result.kind == "range":
        return TO_RANGE if _starts_outside(key_result) else INSIDE
    return STEPS if key_result.steps else _OF_KIND[key_result.kind]


def _of_metric(key_result: KeyResult) -> Formula:
    if key_result.levels:
        return LEVELS
    flat = key_result.baseline is not None and key_result.baseline == key_result.target
    return FLAT if flat else WAY


def _starts_outside(key_result: KeyResult) -> bool:
    ends, start = limits(key_result), key_result.baseline
    return bool(ends) and start is not None and not ends[0] <= start <= ends[1]  # type: ignore[index]

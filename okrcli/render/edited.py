"""What became of committed goals, in sentences: the same words in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.render import events, marks
from okrcli.render.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.model import Amendment
    from okrcli.reports.summary import Edited, GoalChanges
    from okrcli.scoring.grade import CycleScore

_FATES: Final = {
    "amended": "amended",
    "changed": "changed without an amendment",
    "dropped": "dropped without a decision, still counts",
    "decided": "dropped by a decision",
    "added": "added since",
}


def sentences(changes: GoalChanges) -> Iterator[str]:
    """How much was changed and what it bought, then each goal."""
    names = ("weaker", "stronger", "changed otherwise", "dropped", "added")
    counts = zip(names, (*changes.edits, changes.dropped, changes.added), strict=True)
    said = ", ".join(f"{count} {name}" for name, count in counts if count)
    doubt = "" if changes.by_history else " by what amendments say, not by history"
    yield "; ".join(part for part in (f"{said}{doubt}", two_scores(changes.now, changes.committed)) if part)
    yield from map(_goal, changes.goals)


def two_scores(now: CycleScore, committed: CycleScore) -> str:
    """Both scores and what editing bought; what was promised, where that differs."""
    parts = [f"score {marks.score(now.mean)} now, {marks.score(committed.mean)} as committed"]
    if now.mean is not None and committed.mean is not None:
        parts[0] += f": {bought(now.mean, committed.mean)}"
    if (now.met, now.committed) != (committed.met, committed.committed):
        before = f"{committed.met} of {committed.committed} as committed"
        parts.append(f"committed goals met: {now.met} of {now.committed} now, {before}")
    return "; ".join(parts)


def bought(now: float, committed: float) -> str:
    """The difference of the two scores as they are printed, in words where two decimals do not show it."""
    told = marks.difference(now, committed)
    if told == "<0.01":
        return f"editing {'bought' if now > committed else 'cost'} less than 0.01"
    return "editing bought nothing" if told == "0.00" else f"editing bought {told}"


def _goal(goal: Edited) -> str:
    """One goal: what became of it, both scores, and the reason that was given."""
    said = f"{goal.address.path} {_FATES[goal.fate]}"
    if goal.fate == "amended":
        said += f", {', '.join(_change(one, goal.unit) for one in goal.amendments)}"
    if goal.fate == "changed" and not goal.address.key_result:
        said = f"{goal.address.path} committed otherwise"
    return f"{said}{_scores(goal)}{_reason(goal)}"


def _change(one: Amendment, unit: str | None) -> str:
    """`target 15 → 20 seconds`; that a title was put in other words, but not in which."""
    if one.field == "title":
        return "title"
    in_unit = one.field != "weight" and isinstance(one.after, int | float)
    after = marks.amount(one.after, unit) if in_unit else events.value(one.after)
    return clean(f"{one.field} {events.value(one.before)} → {after}")


def _scores(goal: Edited) -> str:
    if goal.now is None and goal.committed is None:
        return ""
    now = [f"{marks.score(goal.now)} now"] if goal.fate != "dropped" else []
    then = [f"{marks.score(goal.committed)} as committed"] if goal.fate != "added" else []
    return f": {', '.join(now + then)}"


def _reason(goal: Edited) -> str:
    """What the latest amendment says, and who made it."""
    if goal.fate != "amended" or not goal.amendments or not goal.amendments[-1].reason:
        return ""
    last = goal.amendments[-1]
    who = ", ".join(clean(str(part)) for part in (last.by, last.date) if part)
    return f" — “{clean(last.reason)}” ({who})"

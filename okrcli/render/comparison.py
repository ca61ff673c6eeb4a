"""What changed between two states of the goals, as words and for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from okrcli.goals.model import Amendment, CheckIn, KeyResult, Objective, Review
from okrcli.history.diff import MOVES, Kind
from okrcli.history.proposal import Weight
from okrcli.render import events, marks
from okrcli.render.clean import clean, cut
from okrcli.render.findings import concise_line
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrcli.goals.address import Address
    from okrcli.history.proposal import Item, Proposal
    from okrcli.render.style import Screen
    from okrcli.reports.comparison import Comparison, Side

COLOURS: Final = {
    Weight.WEAKER: "red",
    Weight.REMOVED: "red",
    Weight.REWRITTEN: "yellow",
    Weight.STRONGER: "green",
    Weight.ADDED: "green",
}
_SIGNS: Final = {"at_least": "≥", "at_most": "≤", "above": ">", "below": "<"}
_IN_UNITS: Final = frozenset((Kind.BASELINE, Kind.TARGET, Kind.BETWEEN, Kind.BOUND, Kind.WARN_AT))
_MOST_FINDINGS: Final = 10
_WIDEST_WORD: Final = max(map(len, Weight))


def text(shown: Comparison, screen: Screen) -> str:
    """The verdict, then goal by goal, the weightiest first."""
    proposal = shown.proposal
    lines = [f"{clean(side(shown.base))} → {clean(side(shown.head))}{when(proposal)}", verdict(proposal)]
    for address, items in _by_goal(proposal.items).items():
        name, title = str(address), items[0].title
        head, rest = paint(name, "bold", on=screen.colour), screen.width - len(name) - 2
        lines += ["", f"{head}  {cut(clean(title or ''), rest)}".rstrip() if rest > _WIDEST_WORD else head]
        lines += [_line(item, screen) for item in items]
    lines += [*_rest(proposal), *_lint(shown)]
    return "\n".join(lines)


def _by_goal(items: Iterable[Item]) -> dict[Address, list[Item]]:
    """The changes of each goal, in the order of their weightiest."""
    goals: dict[Address, list[Item]] = {}
    for item in items:
        goals.setdefault(item.change.address, []).append(item)
    return goals


def _line(item: Item, screen: Screen) -> str:
    word = item.weight.ljust(_WIDEST_WORD)
    room = max(20, screen.width - len(word) - 4)
    said = ", ".join(part for part in (what(item), item.doubt) if part)
    colour = COLOURS.get(item.weight)
    return f"  {paint(word, colour, on=screen.colour) if colour else word}  {cut(said, room)}"


def _rest(proposal: Proposal) -> Iterator[str]:
    notes = list(footnotes(proposal))
    yield from ["", *notes] if notes else []


def footnotes(proposal: Proposal) -> Iterator[str]:
    """What is not about a goal."""
    if proposal.settings:
        yield f"settings changed in okr.yaml: {', '.join(proposal.settings)}"
    if proposal.unchanged:
        files = marks.count(len(proposal.unchanged), "file")
        yield f"{files} changed in formatting, comments or order only"
    for found in proposal.unread[:_MOST_FINDINGS]:
        yield f"not compared: {concise_line(found)}"
    if len(proposal.unread) > _MOST_FINDINGS:
        yield f"not compared: {len(proposal.unread) - _MOST_FINDINGS} more: okr lint"


def _lint(shown: Comparison) -> Iterator[str]:
    if shown.lint is None:
        return
    yield from ("", delta(shown))
    yield from (f"  {concise_line(found)}" for found in shown.lint.new[:_MOST_FINDINGS])
    if len(shown.lint.new) > _MOST_FINDINGS:
        yield f"  and {len(shown.lint.new) - _MOST_FINDINGS} more: okr lint"


def delta(shown: Comparison) -> str:
    """What lint says more and less than before, in numbers."""
    assert shown.lint  # noqa: S101 - the callers know
    return f"Lint: {marks.count(len(shown.lint.new), 'new problem')}, {len(shown.lint.fixed)} fixed"


def side(state: Side) -> str:
    """`main (8fc4621)`, or the working folder."""
    if state.commit is None:
        return state.name
    short = state.commit[:7]
    return short if state.commit.startswith(state.name) else f"{state.name} ({short})"


def when(proposal: Proposal) -> str:
    """The cycle and its week, where all is about one."""
    if proposal.cycle is None:
        return ""
    week = f", week {proposal.week} of {proposal.cycle.weeks}" if proposal.week else ""
    return f" · {proposal.cycle}{week}"


def verdict(proposal: Proposal) -> str:
    """One sentence: how many changes of which weight."""
    counts = [(weight, len(proposal.of(weight))) for weight in Weight]
    goals = [f"{number} {weight}" for weight, number in counts if number and weight.of_goals]
    others = [marks.count(number, _NOUNS[weight]) for weight, number in counts if number and not weight.of_goals]
    silent = len(proposal.unexplained)
    why = f"; {silent} without a reason" if silent else ""
    return ", ".join([*(goals or ["no goal changes"]), *others]) + why


_NOUNS: Final = {Weight.AMENDED: "amendment", Weight.CHECK_IN: "check-in", Weight.REVIEW: "review change"}


def what(item: Item) -> str:
    """What happened, with units: `target 75 → 70%`."""
    change, whole = item.change, item.change.after or item.change.before
    if change.kind in MOVES:
        return events.came_from(change.before, change.address)
    if isinstance(whole, Objective) and not isinstance(change.before, str):
        return f"{events.words(change.kind)}, with {marks.count(len(whole.key_results), 'key result')}"
    if isinstance(whole, KeyResult):
        return f"{events.words(change.kind)}: {aim(whole)}"
    if isinstance(whole, CheckIn | Review):
        return f"{events.described(change)} ({whole.date} by {clean(whole.by)})"
    if isinstance(whole, Amendment):
        return events.described(change)
    return f"{events.words(change.kind)} {before(item)} → {after(item)}"


def before(item: Item) -> str:
    """The value of before; without its unit, which stands behind the value of after."""
    return value(events.parted(item.change.before, item.change.after)[0], None)


def after(item: Item) -> str:
    """The value of after, with its unit where it is a number of the key result."""
    said = events.parted(item.change.before, item.change.after)[1]
    return value(said, item.unit if item.change.kind in _IN_UNITS else None)


def value(said: Any, unit: str | None) -> str:
    """A value as people write it: `≤ 0.4%`, `1,200 EUR`."""
    unit = clean(unit) if unit else None
    if isinstance(said, int | float) and not isinstance(said, bool):
        return marks.amount(said, unit)
    if isinstance(said, tuple) and said and isinstance(said[0], tuple):
        return ", ".join(f"{_SIGNS[operator]} {marks.amount(bound, unit)}" for operator, bound in said)
    if isinstance(said, tuple) and len(said) == 2 and all(isinstance(end, int | float) for end in said):  # noqa: PLR2004
        return f"{marks.amount(said[0])}–{marks.amount(said[1], unit)}"  # noqa: RUF001 - the dash of ranges
    return events.value(said)


def aim(result: KeyResult) -> str:
    """What a key result is after, in figures; its title where it has none."""
    if result.kind == "threshold" and result.bound:
        return value((result.bound,), result.unit)
    if result.kind == "range" and result.between:
        return value(result.between, result.unit)
    if result.kind == "metric" and result.target is not None:
        return f"{value(result.baseline, None)} → {value(result.target, result.unit)}"
    return cut(clean(result.title), 100)

"""The goals of a cycle that is over, one after the other: keep, modify or abandon, why, and with which numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.model import ObjectiveReview
from okrcli.rhythm.asking import Question
from okrcli.rhythm.carrying import Way, amount, carry, going_on
from okrcli.rhythm.draft_questions import read_way_typed

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from okrcli.reports.view import KeyResultRow, ObjectiveRow
    from okrcli.rhythm.carrying import Carried

CHOICES: Final = ("keep", "modify", "abandon")
_MEANT: Final = {"achieved": "abandon", "defer": "abandon"}
_GOES_ON: Final = ("keep", "modify")
_HELP: Final = (
    "keep: it goes on as it is, from today's values. modify: it goes on with another title or other numbers. "
    "abandon: it does not go on. Nothing rolls over by itself: say why."
)


class Decision(NamedTuple):
    """What becomes of an objective, and why; `numbers` by key result, and those that are dropped."""

    row: ObjectiveRow
    choice: str
    reason: str
    title: str
    numbers: dict[str, Way]
    dropped: tuple[str, ...]

    def carried(self) -> Carried | None:
        """The objective as it goes on; None where it does not."""
        if self.choice == "abandon":
            return None
        word = "kept" if self.choice == "keep" else "modified"
        remark = f"{word} from {self.row.address.cycle}{f': {self.reason}' if self.reason else ''}"
        found = carry(self.row, " ".join(remark.split()), self.numbers)
        results = {name: one for name, one in found.objective.key_results.items() if name not in self.dropped}
        return found._replace(objective=found.objective.but(title=self.title, key_results=results))


class Carrying(NamedTuple):
    """The objectives that are asked about."""

    rows: Sequence[ObjectiveRow]

    def questions(self) -> Generator[Question, str, tuple[Decision, ...]]:
        """The script."""
        decisions: list[Decision] = []
        for row in self.rows:
            decided = yield from _decide(row)
            decisions += [decided] if decided else []
        return tuple(decisions)


def _decide(row: ObjectiveRow) -> Generator[Question, str, Decision | None]:
    name, said = row.address.objective or "", row.review.decision or "keep"
    ask = f"{name}: {', '.join(CHOICES)}"
    choice = yield Question(
        name,
        ask,
        read=lambda typed: read_choice(typed, row),
        default=_MEANT.get(said, said),
        optional=False,
        about=("objective", row),
        help=_HELP,
    )
    if not choice:
        return None
    choice = read_choice(choice, row)
    known = "; ".join(row.review.learned[:1])
    reason = yield Question(f"{name} why", "why", default=known, optional=choice == "keep", help=_HELP)
    if choice == "abandon":
        return Decision(row, choice, reason, row.objective.title, {}, ())
    title = row.objective.title
    if choice == "modify":
        title = (yield Question(f"{name} title", "objective", default=title, help=_HELP)) or title
    ways = yield from _ways(row)
    numbers = {id_: way for id_, way in ways.items() if way}
    return Decision(row, choice, reason, title, numbers, tuple(id_ for id_, way in ways.items() if not way))


def _ways(row: ObjectiveRow) -> Generator[Question, str, dict[str, Way | None]]:
    """The numbers of each key result that moves; None for what is left behind."""
    found: dict[str, Way | None] = {}
    for one in row.key_results:
        if one.key_result.kind == "metric" and going_on(one):
            typed = yield _numbers(row.address.objective or "", one)
            found[one.address.key_result or ""] = _way(typed) if typed else None
    return found


def _numbers(name: str, row: KeyResultRow) -> Question:
    start = row.score.value if row.score.value is not None else row.key_result.baseline
    known = [amount(number) for number in (start, row.key_result.target) if number is not None]
    reached = bool(row.score.met)
    default = "" if reached or len(known) < 2 else " to ".join(known)  # noqa: PLR2004 - from and to
    text = f"{name}/{row.address.key_result}, {known[0] if known else '?'} to" if reached else f"{row.address.local}"
    help_ = "Two numbers, like 58 to 75: from today's value to the new target. s leaves this key result behind."
    return Question(row.address.local, text, read=_way, default=default, help=help_)


def _way(typed: str) -> Way:
    read = read_way_typed(typed)
    return Way(read.get("baseline"), read.get("target"))


def read_choice(typed: str, row: ObjectiveRow) -> str:
    """One of CHOICES; OkrError where the review of the earlier cycle has it otherwise: two truths help nobody."""
    found = [choice for choice in CHOICES if choice.startswith(typed.lower())]
    if len(found) != 1:
        raise OkrError(f"{typed!r} is no choice", f"one of: {', '.join(CHOICES)}")
    if found[0] == "abandon" and row.review.decision in _GOES_ON:
        said = f"the review of {row.address.cycle} says that {row.address.objective} goes on"
        raise OkrError(said, "change its decision there first, then draft again")
    return found[0]


def abandoned(decisions: Sequence[Decision]) -> dict[str, ObjectiveReview]:
    """What the review of the earlier cycle does not say yet: what ends, and why."""
    ending = [one for one in decisions if one.choice == "abandon" and not one.row.review.decision]
    return {
        one.row.address.objective or "": ObjectiveReview(decision="abandon", learned=tuple(filter(None, [one.reason])))
        for one in ending
    }

"""The closing review of a team's cycle: what is asked, and what is answered or told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.model import DECISIONS, ObjectiveReview, ResultReview, Review
from okrcli.rhythm.answers import whole
from okrcli.rhythm.asking import Question
from okrcli.rhythm.checkin import parse_value
from okrcli.scoring.formulas import Reason

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping, Sequence
    from datetime import date

    from okrcli.reports.view import KeyResultRow, ObjectiveRow

LEARNINGS: Final = ("worked", "obstacles", "learned", "next")
_ASKED: Final = {
    "worked": "what helped",
    "obstacles": "what stood in the way",
    "learned": "what is known now",
    "next": "what follows from it",
}
_POSTMORTEM: Final = "it was promised: why was it missed, and what will be different"
_KEYS: Final = "A semicolon between two; < goes back, Ctrl-D goes to the summary."
_HELP: Final = {
    "decision": "achieved: it is done. keep: it goes on. modify: it goes on with another wording or other numbers. "
    "abandon: it does not go on. defer: later.",
    "self": "Your own score from 0 to 1 and why, like: completion 0.8 # the one customer that matters came. It stands "
    "beside the computed one, never instead of it.",
    "final": "The last value, if somebody knows it: without one it counts as 0.",
}


class Closing(NamedTuple):
    """What is asked of the objectives of a team."""

    by: str
    day: date
    rows: Sequence[ObjectiveRow]

    def questions(self) -> Generator[Question, str, Review]:
        """The script: for each objective what is decided and learnt, then own scores where they differ."""
        objectives: dict[str, ObjectiveReview] = {}
        results: dict[str, ResultReview] = {}
        for row in self.rows:
            name = row.address.objective or ""
            typed = yield _decision(row)
            learnt = yield from _learnings(row)
            results |= yield from _results(row)
            if typed:
                objectives[name] = ObjectiveReview(decision=read_decision(typed), **learnt)
        return Review(date=self.day, by=self.by, objectives=objectives, results=results)


def _decision(row: ObjectiveRow) -> Question:
    return Question(
        row.address.objective or "",
        f"{row.address.objective}: {', '.join(DECISIONS)}",
        read=read_decision,
        default="achieved" if _is_reached(row) else "keep",
        optional=False,
        about=("objective", row),
        help=f"{_HELP['decision']} {_KEYS}",
    )


def _is_reached(row: ObjectiveRow) -> bool:
    if row.objective.commitment == "learning":
        return all(one.score.answer == "answered" for one in row.key_results)
    return row.grade.band in {"met", "green"}


def _learnings(row: ObjectiveRow) -> Generator[Question, str, dict[str, tuple[str, ...]]]:
    """A promise that was broken needs its postmortem; else nothing has to be said."""
    missed = row.grade.met is False
    learnt = {}
    for key in LEARNINGS:
        postmortem = missed and key == "obstacles"
        text = _POSTMORTEM if postmortem else _ASKED[key]
        typed = yield Question(f"{row.address.objective} {key}", text, optional=not postmortem, help=_KEYS)
        learnt[key] = tuple(part.strip() for part in typed.split(";") if part.strip())
    return learnt


def _results(row: ObjectiveRow) -> Generator[Question, str, dict[str, ResultReview]]:
    found: dict[str, ResultReview] = {}
    for one in row.key_results:
        if one.score.reason is Reason.NO_DATA and one.key_result.kind != "milestone":
            text = f"{one.address.key_result} has no value: the last one"
            typed = yield Question(f"{one.address.local} final", text, read=parse_value, help=_HELP["final"])
            if typed:
                found[one.address.local] = ResultReview(value=whole(parse_value(typed)))
    if row.objective.commitment != "learning":
        name = f"{row.address.objective} scores"
        scores = yield Question(
            name, "own scores, if they differ", read=lambda typed: _own(row, typed), help=_HELP["self"]
        )
        for local, own in _own(row, scores).items():
            found[local] = own.but(value=found[local].value) if local in found else own
    return found


def _own(row: ObjectiveRow, typed: str) -> dict[str, ResultReview]:
    """`completion 0.8 # why; audit 1 # why`: the team's own scores, each with its reason."""
    found = {}
    for part in filter(None, (part.strip() for part in typed.split(";"))):
        head, _, because = part.partition("#")
        name, _, number = head.strip().rpartition(" ")
        one = _named(row, name.strip())
        if not because.strip():
            raise OkrError(f"an own score needs its reason, and {part!r} has none", "like: completion 0.8 # why")
        found[one.address.local] = ResultReview(self_score=read_share(number), because=because.strip())
    return found


def _named(row: ObjectiveRow, name: str) -> KeyResultRow:
    if not name and len(row.key_results) == 1:
        return row.key_results[0]
    found = next((one for one in row.key_results if one.address.key_result == name), None)
    if found is None:
        names = ", ".join(one.address.key_result or "" for one in row.key_results)
        raise OkrError(f"{row.address.objective} has no key result {name!r}", f"one of: {names}")
    return found


def read_share(typed: str) -> float:
    """A score from 0 to 1, also as a percentage."""
    share = parse_value(typed) / (100 if typed.endswith("%") else 1)
    if not 0 <= share <= 1:
        raise OkrError(f"{typed!r} is no score", "it is a number from 0 to 1")
    return whole(share)


def read_decision(typed: str) -> str:
    found = [name for name in DECISIONS if name == typed] or [name for name in DECISIONS if name.startswith(typed)]
    if len(found) != 1:
        raise OkrError(f"{typed!r} is no decision", f"one of: {', '.join(DECISIONS)}")
    return found[0]


def told(
    rows: Iterable[ObjectiveRow],
    by: str,
    day: date,
    decisions: Mapping[str, str],
    learnings: Mapping[str, Mapping[str, Sequence[str]]],
    results: Mapping[str, ResultReview],
) -> Review:
    """The review as it was said on the command line; OkrError names what nobody has decided."""
    names = [row.address.objective or "" for row in rows]
    missing = [name for name in names if name not in decisions]
    if missing:
        flags = " ".join(f"--decide {name}=keep" for name in missing)
        raise OkrError(f"nobody has decided on {', '.join(missing)}", f"say {flags} (or {', '.join(DECISIONS[2:])})")
    objectives = {
        name: ObjectiveReview(
            decision=read_decision(decisions[name]),
            **{key: tuple(learnings[key].get(name, ())) for key in LEARNINGS},
        )
        for name in names
    }
    return Review(date=day, by=by, objectives=objectives, results=results)

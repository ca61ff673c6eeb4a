"""A check-in as questions, in the order of GRIP: goal confidence, results, issues, plan forward."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.rhythm.answers import ANSWERS, Answers, read_answers, whole
from okrcli.rhythm.asking import Question
from okrcli.scoring.formulas import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    from okrcli.goals.address import Address
    from okrcli.goals.workspace import Workspace
    from okrcli.reports.view import KeyResultRow, ObjectiveRow
    from okrcli.rhythm.due import Waiting

_LINE: Final = re.compile(r"(?P<value>[^@#]*)(?:@(?P<confidence>[^#]*))?(?:#(?P<note>.*))?", re.DOTALL)
_WAYS: Final = (
    "Enter keeps what stands in brackets. s leaves this one out, < goes back, Ctrl-D goes to the summary; "
    "nothing is written before you agree."
)
_HOW: Final = (
    "The value today, like 63.5, 63,5 %, 1.2k, +3 or = (unchanged). Behind it, if you like, how sure you are that "
    f"it will be met, and what changed: 63.5 @0.8 # autofill helps. {_WAYS}"
)
_HOW_DONE: Final = f"The steps that are done, with commas between them; done for all, no for none. {_WAYS}"
_HOW_ANSWERED: Final = f"How far the question is answered: answered, partly or open. {_WAYS}"
_HOW_SURE: Final = (
    "The probability, 0 to 1, that all key results of the objective are met: below 0.4 is a call for help, 0.5 is a "
    f"coin, above 0.9 it was too easy. Of several objectives one number each, in this order. {_WAYS}"
)
_HOW_ISSUES: Final = f"What is in the way, and who could take it away; a semicolon between two. {_WAYS}"
_HOW_PLAN: Final = f"What comes next, before the next check-in; a semicolon between two. {_WAYS}"


class Said(NamedTuple):
    """What the answers make: by local address, with the issues and the plan."""

    answers: Answers | None
    issues: tuple[str, ...]
    plan: tuple[str, ...]


class Topic(NamedTuple):
    """A key result that is asked about, which one it is, and of how many."""

    row: KeyResultRow
    number: int
    of: int


class Round(NamedTuple):
    """A team's turn: what is asked, of whom, and what is known already.

    `outcome` makes of a key result's reading what changes by it, to be shown.
    """

    workspace: Workspace
    waiting: Sequence[Waiting]
    last: Mapping[Address, float]
    issues: tuple[str, ...]
    plan: tuple[str, ...]
    outcome: Callable[[Answers], Any]

    def questions(self) -> Generator[Question, str, Said]:
        """The script: one question for all confidences, one for each key result, one for issues, one for the plan."""
        objectives = tuple({one.objective.address: one.objective for one in self.waiting}.values())
        shares = yield self._confidence(objectives)
        typed = []
        for nth, one in enumerate(self.waiting, 1):
            line = yield self._value(Topic(one.row, nth, len(self.waiting)))
            typed.append((one.row, line))
        issues = yield Question("issues", "what is in the way", help=_HOW_ISSUES, about=("before", self.issues))
        plan = yield Question("plan", "what comes next", help=_HOW_PLAN, about=("before", self.plan))
        said = [(row, line) for row, line in typed if line]
        answers = self._read(said, self._shares(objectives, shares)) if said or shares else None
        return Said(answers, _texts(issues), _texts(plan))

    def _confidence(self, objectives: tuple[ObjectiveRow, ...]) -> Question:
        names = ", ".join(row.address.objective or "" for row in objectives)
        known = [row.confidence.latest for row in objectives]
        default = " ".join(str(value) for value in known if value is not None) if None not in known else ""
        return Question(
            "confidence",
            f"confidence 0-1 ({names})" if len(objectives) > 1 else "confidence 0-1",
            read=lambda typed: self._read((), self._shares(objectives, typed)),
            default=default,
            about=("objectives", objectives),
            help=_HOW_SURE,
        )

    def _shares(self, objectives: Sequence[ObjectiveRow], typed: str) -> list[str]:
        """`ADDRESS=SHARE` of each objective; a dash leaves one out."""
        shares = typed.replace(";", " ").split()
        if typed and len(shares) != len(objectives):
            names = ", ".join(row.address.objective or "" for row in objectives)
            raise OkrError(f"{len(objectives)} wanted and {len(shares)} typed", f"one each for: {names}; - for none")
        return [f"{row.address}={share}" for row, share in zip(objectives, shares, strict=False) if share != "-"]

    def _value(self, topic: Topic) -> Question:
        row = topic.row
        ask, default, how = _asked(row)
        return Question(
            row.address.local,
            ask,
            read=lambda typed: self._read([(row, typed)], ()),
            default=default,
            about=("result", topic),
            help=how,
            shows=lambda typed: ("change", self.outcome(self._read([(row, typed)], ()))),
        )

    def _read(self, lines: Sequence[tuple[KeyResultRow, str]], shares: Sequence[str]) -> Answers:
        values, confidences, notes = [], list(shares), []
        for row, line in lines:
            value, confidence, note = _parts(line)
            if value:
                values.append(f"{row.address}={value}")
            if confidence:
                confidences.append(f"{row.address}={confidence}")
            if note:
                notes.append(f"{row.address}={note}")
        cycle = self.waiting[0].row.address.cycle
        return read_answers(self.workspace, cycle, values, confidences, notes, self.last)


def _parts(line: str) -> tuple[str, str, str]:
    """Value, confidence and note of a line like `63.5 @0.8 # autofill helps`."""
    match = _LINE.fullmatch(line)
    assert match is not None  # noqa: S101 - the pattern takes any text
    value, confidence, note = ((match[name] or "").strip() for name in ("value", "confidence", "note"))
    if "@" in line.partition("#")[0] and not confidence:
        raise OkrError("there is no confidence behind the @", "like @0.8")
    return value, confidence, note


def _asked(row: KeyResultRow) -> tuple[str, str, str]:
    """The words of the question, what Enter means, and the help."""
    if row.score.reason is Reason.LEARNING:
        return f"how far ({', '.join(ANSWERS)})", row.score.answer or "", _HOW_ANSWERED
    if row.key_result.kind == "milestone":
        steps = row.key_result.steps
        ask = f"steps done ({', '.join(steps)})" if steps else "is it done (yes, no)"
        seen = ", ".join(row.score.done) or ("no" if row.score.observation else "")
        return ask, "done" if row.score.met else seen, _HOW_DONE
    unit = row.key_result.unit
    value = row.score.value
    return f"value now{f' in {unit}' if unit else ''}", "" if value is None else str(whole(value)), _HOW


def _texts(typed: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in typed.split(";") if text.strip())

"""What the files say, as plain frozen values: no paths, no positions, no reading or writing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from okrcli.goals.cycle import LENGTHS, MONTHS, Calendar
from okrcli.goals.shape import (
    MISSING,
    Choice,
    Day,
    Either,
    Flag,
    Id,
    ListOf,
    MapOf,
    Model,
    Number,
    Path,
    Problems,
    Record,
    Shape,
    Text,
    choices,
    days,
    either,
    ids,
    key,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Amount = int | float

KINDS: Final = ("metric", "threshold", "range", "milestone", "baseline")
COMMITMENTS: Final = ("committed", "aspirational", "learning")
BOUNDS: Final = ("at_least", "at_most", "above", "below")
LEVELS: Final = ("commit", "target", "stretch")
DECISIONS: Final = ("achieved", "keep", "modify", "abandon", "defer")
SEVERITIES: Final = ("error", "warning", "info", "off")
FAIL_ON: Final = ("error", "warning", "info", "never")

_TEXT: Final = Text()
_TEXTS: Final = ListOf(_TEXT)
_NUMBER: Final = Number()
_DAY: Final = Day()
_SHARE: Final = Number(0, 1)


_AMOUNT_OR_TEXT: Final = Either((str, _TEXT), ((int, float), _NUMBER), expects="a number or text")


class Amendment(Model):
    """A change of a committed value that was said openly."""

    date: date = key(_DAY, doc="The day of the change.", required=True)
    field: str = key(_TEXT, doc="The key that was changed.", required=True)
    before: Any = key(_AMOUNT_OR_TEXT, name="from", doc="The value before.")
    after: Any = key(_AMOUNT_OR_TEXT, name="to", doc="The value after.")
    kind: str | None = key(
        Choice("new-information", "world-changed", "irrelevant", "correction"), doc="What made the change right."
    )
    reason: str = key(_TEXT, doc="Why, in a sentence.", required=True)
    by: str | None = key(_TEXT, doc="Who changed it.")


class KeyResult(Model):
    """How an objective knows that it is reached; which keys count depends on `kind`."""

    kind: str = key(Choice(*KINDS), "metric", doc="How the result is measured; `metric` if not said.")
    title: str = key(_TEXT, doc="The change to bring about, with its number.", required=True)
    metric: str | None = key(_TEXT, doc="What is counted.")
    unit: str | None = key(_TEXT, doc='The unit of the numbers, like "%", days or EUR.')
    baseline: Amount | None = key(_NUMBER, doc="The value when the cycle starts.")
    target: Amount | None = key(_NUMBER, doc="The value to reach.")
    at_least: Amount | None = key(_NUMBER, doc="Threshold: met at this value and above.")
    at_most: Amount | None = key(_NUMBER, doc="Threshold: met at this value and below.")
    above: Amount | None = key(_NUMBER, doc="Threshold: met above this value, not at it.")
    below: Amount | None = key(_NUMBER, doc="Threshold: met below this value, not at it.")
    warn_at: Amount | None = key(_NUMBER, doc="Threshold or range: from this value on it needs attention.")
    between: tuple[Amount, ...] | None = key(
        ListOf(_NUMBER, length=2), doc="Range: the lowest and the highest value that meet it."
    )
    hold: str = key(
        Choice("latest", "share"),
        "latest",
        doc="Threshold: judged by the latest value, or by the share of check-ins that met it.",
    )
    guardrail: bool = key(Flag(), default=False, doc="What must not get worse: a line of its own, never averaged.")
    steps: Mapping[str, Amount] | None = key(ids(Number(0)), doc="Milestone: its steps with their weights.")
    evidence: str | None = key(_TEXT, doc="Milestone: where anyone can see that it is done.")
    owner: str | None = key(_TEXT, doc="Exactly one person; the objective's owner if not said.")
    source: str | None = key(_TEXT, doc="Where the number comes from.")
    weight: Amount = key(Number(0), 1, doc="The share in the objective's score; 0 = tracked only.")
    curve: Mapping[date, Amount] | None = key(
        days(_NUMBER), doc="Phased targets by date, instead of the straight line."
    )
    levels: Mapping[str, Amount] | None = key(
        choices(LEVELS, _NUMBER), doc="Values that score 0.3 (commit), 0.7 (target) and 1.0 (stretch)."
    )
    due: date | None = key(_DAY, doc="The last day; the cycle's end if not said.")
    not_yet_observable_until: date | None = key(_DAY, doc="No score before this day: the number cannot be known yet.")
    role: str | None = key(Choice("leading", "lagging"), doc="`leading`: an early indicator beside an outcome.")
    amendments: tuple[Amendment, ...] = key(
        ListOf(Record(Amendment)), (), doc="Changes since the goals were committed."
    )

    @property
    def bound(self) -> tuple[str, Amount] | None:
        """The threshold as (operator, value): the first that is given."""
        return next(((name, value) for name in BOUNDS if (value := getattr(self, name)) is not None), None)


class Objective(Model):
    """What a team wants to be true, and why."""

    title: str = key(_TEXT, doc="What will be true, without a number.", required=True)
    owner: str | None = key(_TEXT, doc="Exactly one person.")
    commitment: str = key(
        Choice(*COMMITMENTS),
        "aspirational",
        doc="committed: expected at 1.0; aspirational: 0.7 is good; learning: a question to answer.",
    )
    why: str | None = key(_TEXT, doc="Why this, and why now.")
    question: str | None = key(_TEXT, doc="Learning: what the cycle is to find out.")
    supports: tuple[str, ...] = key(
        ListOf(_TEXT, or_one=True),
        (),
        doc="The address of the objective or key result it serves, or a list of them.",
    )
    standalone: str | None = key(_TEXT, doc="Why it serves no other objective.")
    depends_on: tuple[str, ...] = key(
        ListOf(_TEXT, or_one=True), (), doc="Addresses of what other teams must reach for it."
    )
    origin: str | None = key(Choice("team", "leadership"), doc="Who proposed it.")
    not_doing: tuple[str, ...] = key(_TEXTS, (), doc="What is left undone for it.")
    carried_from: str | None = key(_TEXT, doc="The objective of an earlier cycle that it goes on with.")
    key_results: Mapping[str, KeyResult] = key(ids(Record(KeyResult)), {}, doc="The key results by their ids.")


class Goals(Model):
    """A goals file: the objectives of one team in one cycle."""

    team: str = key(Id(), "", doc="The team; the same as the file's name.", required=True)
    objectives: Mapping[str, Objective] = key(
        ids(Record(Objective)), {}, doc="The objectives by their ids.", required=True
    )


class Reading(Model):
    """What a check-in says of one key result: a value, steps done, or an answer."""

    value: Amount | None = key(_NUMBER, doc="The value now.")
    confidence: Amount | None = key(_SHARE, doc="The probability that it is met in full, 0 to 1.")
    note: str | None = key(_TEXT, doc="What changed, what is next.")
    done: bool | tuple[str, ...] | None = key(
        Either((list, _TEXTS), (bool, Flag()), expects="`true` or a list of steps"),
        doc="Milestone: `true`, or the steps that are done.",
    )
    source: str | None = key(_TEXT, doc="Where this value was read, if a program told it.")
    answer: str | None = key(Choice("answered", "partly", "open"), doc="Learning: how far the question is answered.")


class _ReadingShape(Shape):
    """A bare number, or a mapping."""

    expects = "a number, or a mapping with value, confidence, note or done"
    _record = Record(Reading)
    _bare = staticmethod(lru_cache(maxsize=4096, typed=True)(lambda number: Reading(value=number)))

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        if isinstance(value, dict):
            return self._record.read(value, path, problems)
        number = _NUMBER.read(value, path, problems)
        return number if number is MISSING else self._bare(number)

    def schema(self) -> dict[str, Any]:
        return either(_NUMBER.schema(), self._record.schema())


class CheckIn(Model):
    """A check-in (GRIP): goal confidence, results, issues, plan forward."""

    date: date = key(_DAY, doc="The day of the check-in.", required=True)
    by: str = key(_TEXT, doc="Who writes it.", required=True)
    confidence: Mapping[str, Amount] = key(
        MapOf(_SHARE),
        {},
        doc="Goal confidence by objective: the probability, 0 to 1, that all its key results are met.",
    )
    results: Mapping[str, Reading] = key(MapOf(_ReadingShape()), {}, doc="Results progress by `objective/key-result`.")
    issues: tuple[str, ...] = key(_TEXTS, (), doc="Issues: what is in the way.")
    plan: tuple[str, ...] = key(_TEXTS, (), doc="Plan forward: what comes next.")


class ObjectiveReview(Model):
    """What was decided about an objective at the end of its cycle."""

    decision: str | None = key(Choice(*DECISIONS), doc="achieved, keep, modify, abandon or defer.")
    worked: tuple[str, ...] = key(_TEXTS, (), doc="What helped.")
    obstacles: tuple[str, ...] = key(_TEXTS, (), doc="What stood in the way.")
    learned: tuple[str, ...] = key(_TEXTS, (), doc="What is known now.")
    next: tuple[str, ...] = key(_TEXTS, (), doc="What follows from it.")


class ResultReview(Model):
    """The last word on a key result."""

    value: Amount | None = key(_NUMBER, doc="The final value.")
    self_score: Amount | None = key(_SHARE, doc="The team's own score, 0 to 1; shown beside the computed one.")
    because: str | None = key(_TEXT, doc="Why the own score differs.")
    evidence: str | None = key(_TEXT, doc="Where the number can be seen.")


class Review(Model):
    """The closing review of a team's cycle."""

    date: date = key(_DAY, doc="The day of the review.", required=True)
    by: str = key(_TEXT, doc="Who writes it.", required=True)
    objectives: Mapping[str, ObjectiveReview] = key(
        ids(Record(ObjectiveReview)), {}, doc="Decisions and learnings by objective."
    )
    results: Mapping[str, ResultReview] = key(
        MapOf(Record(ResultReview)), {}, doc="Final values by `objective/key-result`."
    )


class Team(Model):
    """A group with goals of its own; a team of level `person` is one person."""

    level: str = key(Choice("company", "team", "person"), "team", doc="company, team or person.")
    owner: str | None = key(_TEXT, doc="Who answers for its goals.")
    parent: str | None = key(Id(), doc="The team it belongs to.")
    members: tuple[str, ...] = key(_TEXTS, (), doc="The people in it.")


class CycleSettings(Model):
    length: str = key(Choice(*LENGTHS), "quarter", doc="How long a cycle is.")
    starts: str = key(Choice(*MONTHS), "january", doc="The first month of the fiscal year.")


class CheckInSettings(Model):
    every: str = key(Choice("day", "week", "two-weeks", "month"), "week", doc="How often a check-in is due.")
    grace_days: int = key(Number(0, 31, whole=True), 3, doc="Days after which a missing check-in makes a number stale.")

    @property
    def days(self) -> int:
        """Days from one check-in to the next."""
        return {"day": 1, "week": 7, "two-weeks": 14, "month": 31}[self.every]


class LintSettings(Model):
    severity: Mapping[str, str] = key(
        MapOf(Choice(*SEVERITIES)), {}, doc="error, warning, info or off by rule name or code."
    )
    select: tuple[str, ...] = key(_TEXTS, (), doc="Only these rules: codes, names or beginnings of codes (OKR2).")
    ignore: tuple[str, ...] = key(_TEXTS, (), doc="Not these rules.")
    fail_on: str = key(Choice(*FAIL_ON), "error", doc="From this severity on `okr lint` exits with 1.")
    baseline: str | None = key(_TEXT, doc="A file of old findings that are not shown; `--write-baseline` writes it.")
    own_work: tuple[str, ...] = key(
        _TEXTS, (), doc="What this organisation makes or does itself: counting it is activity."
    )
    outcomes: tuple[str, ...] = key(_TEXTS, (), doc="What only others can give: counting it is an outcome.")


class Settings(Model):
    """okr.yaml: the workspace."""

    version: int = key(Number(1, 1, whole=True), 1, doc="The version of this format: 1.", required=True)
    organisation: str | None = key(_TEXT, doc="The name that reports show.")
    cycles: CycleSettings = key(Record(CycleSettings), CycleSettings(), doc="How the year is cut.")
    checkins: CheckInSettings = key(Record(CheckInSettings), CheckInSettings(), doc="The rhythm of check-ins.")
    lock_after_days: int = key(
        Number(0, 366, whole=True),
        14,
        doc="Days after a cycle's start from which its goals are committed: a change needs an amendment.",
    )
    teams: Mapping[str, Team] = key(ids(Record(Team)), {}, doc="The teams by their ids.")
    lint: LintSettings = key(Record(LintSettings), LintSettings(), doc="What this organisation wants of the linter.")

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.cycles.length, self.cycles.starts)

    @property
    def people(self) -> frozenset[str]:
        """Everybody named in the teams: owners, members, and teams that are one person."""
        named = {name for name, team in self.teams.items() if team.level == "person"}
        for team in self.teams.values():
            named.update(team.members, (team.owner,) if team.owner else ())
        return frozenset(named)


GOALS: Final = Record(Goals)
CHECK_IN: Final = Record(CheckIn)
REVIEW: Final = Record(Review)
SETTINGS: Final = Record(Settings)

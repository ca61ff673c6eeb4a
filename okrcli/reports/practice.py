"""The figures of `okr health`: what each means, what it is counted from, and the one habit that moves it."""

from __future__ import annotations

from typing import Final, NamedTuple


class Kind(NamedTuple):
    """A figure of the practice: its name, its definition, its habit, and whether less of it is better."""

    name: str
    title: str
    definition: str
    habit: str
    less_is_better: bool = False


KINDS: Final = (
    Kind(
        "outcomes",
        "Outcome key results",
        ("Key results whose words say what others can do or get, of all that are judged (no baselines, no questions)."),
        ("Ask of every key result: once it is done, what is different, and for whom? `okr judge` says which are work."),
    ),
    Kind(
        "baselines",
        "With a baseline",
        "Metric key results that say where the number starts, of all metric ones.",
        "Write the number of today beside the target before the cycle starts, or make it a baseline key result.",
    ),
    Kind(
        "owners",
        "With an owner",
        "Key results with exactly one person who answers for them, by themselves or by their objective.",
        "Name one person in the meeting in which the goal is agreed; a team is nobody.",
    ),
    Kind(
        "adherence",
        "Check-ins made",
        "Check-ins made of those that were due, counted for every key result.",
        (
            "Give the check-in a fixed place in the week: ten minutes, at the start of a meeting that takes "
            "place anyway."
        ),
    ),
    Kind(
        "punctuality",
        "Check-ins on time",
        (
            "Check-ins committed on the day they carry or within the days of grace, by the time of the commit; "
            "made without git, they are not counted."
        ),
        "Commit the check-in in the meeting; what is written from memory later is smoother than it was.",
    ),
    Kind(
        "alignment",
        "Aligned objectives",
        "Objectives below the company that name what they serve, or say why they stand alone.",
        "Write `supports:` while the goal is drafted: if nothing fits, that is worth a talk.",
    ),
    Kind(
        "bottom-up",
        "Proposed by teams",
        (
            "Objectives that the team proposed itself, of those that say who proposed them; about half is what "
            "most authors advise."
        ),
        "Let teams bring at least as many objectives as they are given.",
    ),
    Kind(
        "leadership",
        "Leadership's own check-ins",
        "Check-ins made of those due, for the goals of the company level.",
        "Leaders check in first, on the same day, where everybody sees it.",
    ),
    Kind(
        "churn",
        "Changed after the lock",
        (
            "Objectives that were added, dropped or changed in a figure after the goals were committed, of all; "
            "from git."
        ),
        "Change a goal for new information only, by `okr amend`, and say why.",
        less_is_better=True,
    ),
    Kind(
        "weaker",
        "Made weaker, of what changed",
        (
            "Figures that ask for less than when the goals were committed (a lower target, a wider range, a later "
            "day), of all that ask for less or for more; from git."
        ),
        "Ask of every weaker figure what was learned; where the answer is nothing, keep it and miss it.",
        less_is_better=True,
    ),
    Kind(
        "bought",
        "Bought by editing",
        (
            "The score by the goals as they are now, less the score by the goals as they were committed, from the "
            "same check-ins; from git."
        ),
        "Look at both scores when the cycle is closed, and learn from the one that was promised.",
        less_is_better=True,
    ),
    Kind(
        "stalled",
        "Stalled",
        "Key results whose last four check-ins say the same and that are not met.",
        "When a number has not moved for four weeks, change the plan or the goal in the next check-in.",
        less_is_better=True,
    ),
    Kind(
        "zombies",
        "Carried for two cycles or more",
        "Objectives that come from two or more cycles before.",
        "Carry a goal on once; the second time, ask whether anybody would start it today.",
        less_is_better=True,
    ),
    Kind(
        "watermelons",
        "Watermelons",
        (
            "Key results that are off track by their number while somebody is sure of them (0.7 or more), of all "
            "that are off track or missed and have a confidence."
        ),
        "Ask for the number first and for the feeling second.",
        less_is_better=True,
    ),
    Kind(
        "calibration",
        "Calibration (Brier score)",
        (
            "The mean of (confidence - outcome) squared, for the confidence in the middle of each closed cycle; "
            "0 is perfect, 0.25 is a coin. It takes 10 goals with a confidence and an end."
        ),
        "After every cycle, look at what you were sure of and what came of it.",
        less_is_better=True,
    ),
    Kind(
        "sandbagging",
        "Too safe, as a pattern",
        (
            "Teams whose aspirational mean was above 0.85 in two closed cycles in a row, of those with two; "
            "never said of a single score."
        ),
        "Draft aspirational goals at an even chance: a goal that is always met was a plan.",
        less_is_better=True,
    ),
)
FEWEST_FORECASTS: Final = 10
"""Goals with a confidence and an end below which calibration says nothing."""
TOO_SAFE: Final = 0.85


class Count(NamedTuple):
    """How many of how many; None where nothing can be counted, with the reason; the `scores` of a difference."""

    part: float = 0
    whole: int = 0
    why_not: str | None = None
    scores: tuple[float, float] | None = None

    @property
    def share(self) -> float | None:
        return self.part / self.whole if self.whole and self.why_not is None else None

"""What a figure alone does not say: it stands still, it is believed against the numbers, it goes backwards."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from okrcli.scoring.grade import GREEN
from okrcli.scoring.pace import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.goals.model import Amount
    from okrcli.scoring.pace import Outlook
    from okrcli.scoring.score import Score

STANDSTILL: Final = 4
"""So many check-ins in a row without a move are a standstill."""
_JUDGED: Final = (Status.ON_TRACK, Status.NEEDS_ATTENTION, Status.OFF_TRACK, Status.STALE)


class Signal(StrEnum):
    """What somebody should look at, beside the status."""

    WATERMELON = "watermelon"
    STALLED = "stalled"
    REGRESSED = "regressed"
    CONFIDENCE_DROP = "confidence_drop"


def signals(status: Status, score: Score, trend: Sequence[float], belief: Outlook, goal: Outlook) -> Iterator[Signal]:
    """The signals of a key result from its status, score, progress by check-in, and the confidence in it.

    Where nobody said how sure they are of the key result, the confidence in its objective (`goal`) stands in.
    """
    word: Amount | None = goal.latest if belief.latest is None else belief.latest
    if status is Status.OFF_TRACK and word is not None and word >= GREEN:
        yield Signal.WATERMELON
    if status in _JUDGED and not score.met and stands_still(trend):
        yield Signal.STALLED
    if status is not Status.CLOSED and score.raw is not None and score.raw < 0:
        yield Signal.REGRESSED
    if status is not Status.CLOSED and belief.dropped:
        yield Signal.CONFIDENCE_DROP


def stands_still(trend: Sequence[float]) -> bool:
    """Whether the last check-ins all say the same; a 1 has nowhere to go."""
    last = set(trend[-STANDSTILL:])
    return len(trend) >= STANDSTILL and len(last) == 1 and last != {1.0}

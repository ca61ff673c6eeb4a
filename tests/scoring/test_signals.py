"""What somebody should look at beside the status."""

from __future__ import annotations

from okrcli.scoring.pace import Outlook, Status
from okrcli.scoring.score import Score
from okrcli.scoring.signals import Signal, signals, stands_still

BEHIND = Score(progress=0.1, raw=0.1, met=False)


def test_green_by_word_and_red_by_number_is_a_watermelon() -> None:
    assert list(signals(Status.OFF_TRACK, BEHIND, (), Outlook(0.7), Outlook())) == [Signal.WATERMELON]
    assert list(signals(Status.OFF_TRACK, BEHIND, (), Outlook(), Outlook(0.9))) == [Signal.WATERMELON]
    assert list(signals(Status.OFF_TRACK, BEHIND, (), Outlook(0.4), Outlook(0.9))) == []
    assert list(signals(Status.ON_TRACK, BEHIND, (), Outlook(0.9), Outlook())) == []


def test_four_checkins_without_a_move_are_a_standstill() -> None:
    assert stands_still((0.1, 0.3, 0.3, 0.3, 0.3))
    assert not stands_still((0.3, 0.3, 0.3))
    assert not stands_still((0.3, 0.3, 0.3, 0.31))
    assert not stands_still((1.0, 1.0, 1.0, 1.0))
    assert list(signals(Status.NEEDS_ATTENTION, BEHIND, (0.1, 0.1, 0.1, 0.1), Outlook(), Outlook())) == [Signal.STALLED]
    assert list(signals(Status.CLOSED, BEHIND, (0.1, 0.1, 0.1, 0.1), Outlook(), Outlook())) == []


def test_backwards_and_less_sure_are_said() -> None:
    behind = BEHIND._replace(raw=-0.2, progress=0.0)
    assert list(signals(Status.OFF_TRACK, behind, (0.0,), Outlook(0.3, -0.3, dropped=True), Outlook())) == [
        Signal.REGRESSED,
        Signal.CONFIDENCE_DROP,
    ]

"""Scores that a source publishes, as a closing review: shown beside the computed ones, not instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.errors import OkrError
from okrcli.goals.emit import scalar
from okrcli.goals.files import GOALS_FOLDER, REVIEWS
from okrcli.rhythm.blocks import MODELINE, inline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from okrcli.goals.cycle import Calendar
    from okrcli.rhythm.importing.cells import Score


def published(cycle: str, team: str, scores: Mapping[str, Score], by: str, calendar: Calendar) -> tuple[str, str]:
    """The path and text of a review with these scores, dated to the last day of its cycle."""
    period = calendar.cycle(cycle)
    if period is None:
        raise OkrError(f"{cycle!r} is not a cycle of this workspace")
    lines = [
        f"{MODELINE}../../../.okr/review.schema.json",
        f"date: {period.end}",
        f"by: {scalar(by)}",
        "results:",
        *(f"  {scalar(goal)}: {_result(score)}" for goal, score in scores.items()),
    ]
    return f"{GOALS_FOLDER}/{cycle}/{REVIEWS}/{team}.yaml", "\n".join(lines) + "\n"


def _result(score: Score) -> str:
    return inline({"self_score": score.value, "because": f"as published, {score.written}"})

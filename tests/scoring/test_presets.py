"""The bands of other systems, at their edges."""

from __future__ import annotations

import pytest

from okrcli.scoring.presets import PRESETS, Standing


@pytest.mark.parametrize(
    ("preset", "actual", "expected", "word"),
    [
        ("viva", 0.5, 0.5, "on_track"),
        ("viva", 0.49, 0.5, "behind"),
        ("viva", 0.25, 0.5, "behind"),
        ("viva", 0.24, 0.5, "at_risk"),
        ("engagedly", 0.4, 0.5, "on_track"),
        ("engagedly", 0.335, 0.5, "behind"),
        ("engagedly", 0.17, 0.5, "behind"),
        ("engagedly", 0.1, 0.5, "at_risk"),
        ("engagedly", 1.0, 1.0, "achieved"),
        ("planview", 0.6, 0.5, "ahead"),
        ("planview", 0.55, 0.5, "on_track"),
        ("planview", 0.2, 0.4, "behind"),
        ("planview", 0.4, 0.5, "behind"),
        ("upraise", 0.475, 0.5, "on_track"),
        ("upraise", 0.375, 0.5, "lagging"),
        ("upraise", 0.35, 0.5, "at_risk"),
        ("upraise", 0.35, 0.0, None),
        ("servicenow", 0.9, 1.0, "green"),
        ("servicenow", 0.75, 1.0, "yellow"),
        ("servicenow", 0.749, 1.0, "red"),
    ],
)
def test_a_preset_says_what_the_other_system_would(
    preset: str, actual: float, expected: float, word: str | None
) -> None:
    assert PRESETS[preset](Standing(actual, expected)) == word


@pytest.mark.parametrize(
    ("tenths", "word"), [(1, "at_risk"), (3, "at_risk"), (4, "has_issues"), (7, "has_issues"), (8, "on_track")]
)
def test_koan_bands_confidence(tenths: int, word: str) -> None:
    assert PRESETS["koan"](Standing(confidence=tenths / 10)) == word


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_is_banded_where_nothing_is_known(preset: str) -> None:
    assert PRESETS[preset](Standing()) is None

"""okr judge in a terminal."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from desk import Desk

SENTENCE = (
    "By the end of the quarter the team will hold 12 workshops, write 30 guides and answer 400 questions of new teams"
)


@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_is_wider_than_the_screen(desk: Desk, width: int) -> None:
    lines = desk.okr("judge", SENTENCE, COLUMNS=str(width)).out.splitlines()
    assert max(map(len, lines)) <= width
    sentence = [line for line in lines[1:] if line.strip() and line.strip() in SENTENCE]
    assert " ".join(" ".join(sentence).split()) == SENTENCE
    assert not [line for line in lines if line.endswith(" ")]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_carets_stand_below_the_words_that_decided(desk: Desk, width: int) -> None:
    lines = desk.okr("judge", SENTENCE, COLUMNS=str(width)).out.splitlines()
    below = [
        text
        for line, marks in pairwise(lines)
        if marks.strip(" ^") == ""
        for text in "".join(char if mark == "^" else "\0" for char, mark in zip(line, marks, strict=False)).split("\0")
    ]
    said = desk.okr("judge", SENTENCE, "--format", "json").data["results"][0]
    decided = " ".join(SENTENCE[one["start"] : one["end"]] for one in said["evidence"])
    assert " ".join(filter(None, map(str.strip, below))).split() == decided.split()


def test_words_at_hand_are_wrapped_behind_what_they_are_for(desk: Desk) -> None:
    said = desk.okr("judge", "Hold 12 customer workshops", COLUMNS="50").out
    assert "  say: Raise customers retained after 12 months\n       from … to … %\n" in said


def test_wide_letters_are_broken_and_underlined_by_columns(desk: Desk) -> None:
    said = desk.okr(
        "judge", "毎週の顧客満足度アンケートの平均点を3.2から4.5に引き上げる", COLUMNS="38"
    ).out.splitlines()
    assert said[1:5] == [
        "  毎週の顧客満足度アンケートの平均点を",
        "  " + "^" * 36,
        "  3.2から4.5に引き上げる",
        "  " + "^" * 10,
    ]

"""Talks: what was typed decides what is asked; knows no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from okrcli.errors import OkrError
from okrcli.rhythm.asking import Question, Talk

if TYPE_CHECKING:
    from collections.abc import Generator


def number(typed: str) -> object:
    if not typed.isdecimal():
        raise OkrError("no number", "type digits")
    return int(typed)


def script() -> Generator[Question, str, tuple[str, ...]]:
    name = yield Question("name", "who", optional=False)
    age = yield Question("age", "how old", read=number, default="40", help="in years")
    pet = (yield Question("pet", "which pet", shows=lambda typed: ("pet", typed))) if name == "ana" else ""
    return name, age, pet


def test_answers_lead_to_the_end() -> None:
    talk = Talk(script)
    for typed in ("ana", "", "dog"):
        talk, heard = talk.hear(typed)
        assert heard.said is None
    assert talk.question is None
    assert talk.result == ("ana", "40", "dog")
    assert heard.shown == ("pet", "dog")


def test_what_cannot_be_meant_is_said_and_asked_again() -> None:
    talk, heard = Talk(script).hear("")
    assert (heard.said, talk.answers) == ("this one needs an answer", {})
    talk, _ = talk.hear("ben")
    again, heard = talk.hear("old")
    assert (heard.said, again) == ("no number (type digits)", talk)
    assert talk.hear("?")[1].said == "in years"


def test_back_offers_what_was_typed_and_other_answers_ask_other_questions() -> None:
    talk = Talk(script)
    assert talk.hear("<")[1].said == "this is the first question"
    for typed in ("ana", "31"):
        talk, _ = talk.hear(typed)
    talk, _ = talk.hear("<")
    assert talk.question is not None
    assert (talk.question.name, talk.default) == ("age", "31")
    talk, _ = talk.hear("<")
    talk, _ = talk.hear("ben")
    talk, _ = talk.hear("")
    assert (talk.question, talk.result) == (None, ("ben", "31", ""))


def test_a_talk_goes_on_from_its_answers_and_ends_where_it_is() -> None:
    talk = Talk(script, {"name": "ana", "gone": "x"})
    assert talk.question is not None
    assert talk.question.name == "age"
    assert talk.result == ("ana", "", "")
    skipped, _ = talk.hear("s")
    assert skipped.answers["age"] == ""


@given(st.lists(st.sampled_from(["ana", "ben", "7", "x", "<", "?", "s", "", " 3 "]), max_size=30))
def test_whatever_is_typed_a_talk_can_be_taken_up_from_its_answers(lines: list[str]) -> None:
    talk = Talk(script)
    for line in lines:
        talk, _ = talk.hear(line)
    again = Talk(script, talk.answers)
    assert again.question is None or (talk.question is not None and again.question.name == talk.question.name)
    assert again.result == talk.result

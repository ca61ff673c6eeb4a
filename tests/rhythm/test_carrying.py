"""Goals that go on: values become baselines, what is done stays behind, titles say the new numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okrcli.errors import OkrError
from okrcli.judge import judge, judge_objective
from okrcli.judge.measure import read
from okrcli.rhythm.asking import Talk
from okrcli.rhythm.carrying import Way, filled, read_goals, read_way, restated, templates
from okrcli.rhythm.draft_questions import Coach, Goal, read_way_typed

if TYPE_CHECKING:
    from collections.abc import Sequence

from okrcli.judge import Vocabulary

GOALS = (Goal("company/trust", "They trust us"), Goal("platform/fast", "Nobody waits"))
COACH = Coach("ana", frozenset(("ana", "ben")), GOALS, Vocabulary())


def talked(lines: Sequence[str]) -> Talk:
    talk = Talk(COACH.questions)
    for line in lines:
        talk, heard = talk.hear(line)
        assert heard.said is None, heard
    return talk


def test_a_whole_objective_is_asked_for_and_its_numbers_only_confirmed() -> None:
    first = ["Buyers trust our checkout", "Half of them leave", "Loans; cards", "a", "ben", "1 2"]
    results = ["Raise completion from 61% to 75%", "", "Cut refunds from 9 to 4 days", "8 to 3", ""]
    talk = talked([*first, *results])
    assert talk.question is None
    made = talk.result
    assert made.title == "Buyers trust our checkout"
    assert made.fields == {
        "why": "Half of them leave",
        "not_doing": ("Loans", "cards"),
        "commitment": "aspirational",
        "owner": "ben",
        "supports": ("company/trust", "platform/fast"),
    }
    assert [(result.baseline, result.target) for result in made.results] == [(61, 75), (8, 3)]


def test_an_activity_is_not_taken_without_a_word() -> None:
    talk = talked(["Buyers trust us", "", "", "", "", "s", "Alone", "Hold 12 workshops"])
    assert talk.question is not None
    assert talk.question.about is not None
    kind, (verdict, metrics) = talk.question.about
    assert (kind, verdict.verdict) == ("verdict", "quantified-activity")
    assert metrics
    for typed in ("1", "31", "52"):
        talk, heard = talk.hear(typed)
        assert heard.said is None
    (result,) = talk.result.results
    assert (result.metric, result.baseline, result.target) == (metrics[0].name, 31, 52)
    assert judge(result.title).verdict == "outcome"


def test_a_theme_lists_its_metrics_and_a_milestone_says_where_it_is_seen() -> None:
    begun = ["Buyers trust us", "", "", "", "", "s", "Alone"]
    talk = talked([*begun, "Launch the portal", "retention"])
    assert talk.question is not None
    assert talk.question.about is not None
    assert {metric.theme for metric in talk.question.about[1][1]} == {"retention"}
    talk, _ = talk.hear("")
    talk, _ = talk.hear("https://audit.example")
    (result,) = talk.result.results
    assert (result.kind, result.evidence) == ("milestone", "https://audit.example")


def test_a_task_as_objective_is_said_and_another_wording_wins() -> None:
    talk = talked(["Launch the new page"])
    assert talk.question is not None
    assert talk.question.about is not None
    assert talk.question.about[0] == "objective_verdict"
    talk, _ = talk.hear("Shops get their money on the day they sell")
    assert talk.question is not None
    assert talk.question.name == "why"


def test_what_was_broken_off_makes_what_was_typed() -> None:
    assert talked([]).result.title == ""
    broken = talked(["Buyers trust us", "", "", "", "", "s", "Alone", "Raise completion from 61% to 75%"]).result
    assert [result.target for result in broken.results] == [75]


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("58 to 75", {"baseline": 58, "target": 75}),
        ("from 58 to 75 %", {"baseline": 58, "target": 75}),
        ("58:75", {"baseline": 58, "target": 75}),
        ("1,2k -> 3k", {"baseline": 1200, "target": 3000}),
        ("80", {"target": 80}),
        ("80 %", {"target": 80}),
    ],
)
def test_ways_are_typed_as_people_type_them(typed: str, way: dict[str, float]) -> None:
    assert read_way_typed(typed) == way


def test_the_templates_are_what_lint_wants_of_goals() -> None:
    found = templates()
    assert len(found) >= 12
    for name, objective in found.items():
        assert not judge_objective(objective.title), name
        ways = {id_: Way(31, 52) for id_, result in objective.key_results.items() if "…" in result.title}
        made = filled(name, objective, ways, owner="ana")
        for result in made.key_results.values():
            assert "…" not in result.title
            if objective.commitment != "learning":
                assert judge(result.title).verdict == "outcome", result.title
                said = read(result.title)
                assert (result.target or (result.bound or ("", None))[1]) == said.target, result.title


def test_a_template_names_the_numbers_that_it_needs() -> None:
    with pytest.raises(OkrError, match="first-value needs the numbers of time-to-value, help-requests") as caught:
        filled("first-value", templates()["first-value"], {"activation": Way(1, 2)})
    assert caught.value.hint == "say --number time-to-value=FROM:TO --number help-requests=BOUND"
    with pytest.raises(OkrError, match="first-value has no key result 'activaton'"):
        filled("first-value", templates()["first-value"], {"activaton": Way(1, 2)})


@example(90, 0, 5)
@given(st.integers(0, 999), st.integers(0, 999), st.integers(0, 999))
def test_a_title_says_the_new_number_and_nothing_else_changes(old: int, new: int, target: int) -> None:
    title = f"Cut complaints older than 90 days from {old} to {target}"
    after = restated(title, old, new)
    assert after == (f"Cut complaints older than 90 days from {new} to {target}" if old != new else title)


def test_numbers_outside_of_the_level_stay() -> None:
    title = "Raise keys that are younger than 90 days from 34% to 90%"
    assert restated(title, 90, 95) == "Raise keys that are younger than 90 days from 34% to 95%"
    assert restated(title, 7, 8) == title
    assert restated("Raise sales from 1,200 to 3,000 euros", 1200, 2500) == "Raise sales from 2500 to 3,000 euros"


def test_a_goals_file_that_is_wrong_says_the_line() -> None:
    with pytest.raises(OkrError, match=r"x\.yaml:3: "):
        read_goals("team: a\nobjectives:\n  Bad: {title: x}\n", "x.yaml")
    assert read_way("61:75") == Way(61, 75)
    assert read_way("8") == Way(None, 8)

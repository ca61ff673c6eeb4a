from __future__ import annotations

import pytest

from okrcli.judge import judge
from okrcli.judge.advice import metrics, suggest, theme_of, themes


def test_the_library_is_large_and_complete() -> None:
    assert len(metrics()) >= 120
    assert len({metric.name for metric in metrics()}) == len(metrics())
    for metric in metrics():
        assert metric.direction in ("increase", "decrease")
        assert metric.unit
        assert metric.tells
        assert metric.gamed


def test_each_theme_has_metrics_of_its_own() -> None:
    for theme in themes():
        assert len(metrics(theme)) >= 4
    assert metrics("astrology") == ()


@pytest.mark.parametrize(
    ("sentence", "theme"),
    [
        ("Launch the onboarding wizard", "onboarding"),
        ("Write five runbooks for on-call", "reliability"),
        ("Publish 8 blog posts", "marketing"),
        ("Hire 3 engineers", "hiring"),
        ("Refactor the billing tests", "quality"),
        ("Give 20 demos to prospects", "sales"),
        ("Hold 12 customer workshops", "retention"),
        ("Hold 12 workshops for new teams", "people"),
        ("Answer 100 tickets of customers", "support"),
    ],
)
def test_a_sentence_has_the_theme_of_its_words(sentence: str, theme: str) -> None:
    found = theme_of(sentence)
    assert found is not None
    assert found.name == theme


def test_a_milestone_is_asked_what_is_different_then() -> None:
    first = suggest(judge("Launch the onboarding wizard"))[0]
    assert first.question == "What is different, and for whom, once that is reached?"
    assert first.rewrite == "Raise activation of new accounts from … to … %"
    assert first.metric == "activation of new accounts"


def test_a_sentence_without_a_theme_gets_a_question() -> None:
    (only,) = suggest(judge("Paint the fence"))
    assert only.metric is None
    assert only.question


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Increase NPS by 5%", "Where is NPS today?"),
        ("Raise sign-ups from X to Y", "Which number, and who knows it today?"),
        ("NPS above 40 and churn below 2%", "Which of the two would you give up last?"),
    ],
)
def test_an_outcome_is_asked_for_what_it_leaves_open(sentence: str, question: str) -> None:
    assert [each.question for each in suggest(judge(sentence))] == [question]


def test_a_complete_outcome_needs_no_advice() -> None:
    assert suggest(judge("Raise NPS from 30 to 45")) == ()

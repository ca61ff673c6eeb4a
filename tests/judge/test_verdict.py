from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrcli.judge import Vocabulary, judge, verdict_as_dict
from okrcli.judge.reasons import REASONS, SHORT
from okrcli.judge.verdict import VERDICTS

HERE = Path(__file__).parent


def lines(name: str) -> list[tuple[str, str]]:
    """Verdict and sentence of each line of a file."""
    text = (HERE / name).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [(verdict, sentence) for verdict, sentence in rows]


@pytest.mark.parametrize(("verdict", "sentence"), lines("pairs.tsv"))
def test_pairs_that_sound_alike_are_told_apart(verdict: str, sentence: str) -> None:
    assert judge(sentence).verdict == verdict


def test_there_are_enough_pairs() -> None:
    assert len(lines("pairs.tsv")) >= 2 * 150


def test_sentences_of_many_trades_are_judged_as_a_reader_would() -> None:
    rows = lines("sentences.tsv")
    wrong = [(said, sentence) for said, sentence in rows if judge(sentence).verdict != said]
    misjudged = [sentence for said, sentence in wrong if (said == "outcome") != (judge(sentence).verdict == "outcome")]
    assert len(wrong) <= 0.03 * len(rows), wrong
    assert len(misjudged) <= 0.02 * len(rows), misjudged


@pytest.mark.parametrize(
    ("sentence", "flag"),
    [
        ("Raise sign-ups to 500 and reduce churn by 3%", "compound"),
        ("Build the importer and write its guide", "compound"),
        ("Increase revenue by 25%", "no-baseline"),
        ("Increase NPS to 45", "no-baseline"),
        ("Launch the portal", "no-date"),
        ("Raise activation from X% to Y%", "placeholder"),
        ("Reach 10,000 page views", "vanity"),
        ("Increase users to 5,000", "ambiguous"),
        ("Establish a baseline for customer effort", "baseline"),
        ("Keep complaints below 20 a week", "guardrail"),
        ("No fatal accidents", "guardrail"),
        ("Die Antwortzeit von 9 auf 5 Stunden senken", "other-language"),
        ("Réduire le taux de départ de 12 % à 8 %", "other-language"),
        ("将转化率从 61% 提高到 75%", "other-language"),
        ("解約率を5%から3%に下げる", "other-language"),
    ],
)
def test_flags(sentence: str, flag: str) -> None:
    assert flag in judge(sentence).flags


@pytest.mark.parametrize(
    "sentence",
    [
        "Raise activation from 40% to 55%",
        "Launch the portal by March",
        "Keep churn below 2%",
        "Close 20 new deals",
    ],
)
def test_flags_are_not_raised_without_need(sentence: str) -> None:
    assert not set(judge(sentence).flags) - {"guardrail"}


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Die Antwortzeit von 9 auf 5 Stunden senken", "outcome"),
        ("Aumentar la tasa de conversión de 2% a 3%", "outcome"),
        ("将转化率从 61% 提高到 75%", "outcome"),
        ("毎週のアンケートの平均点を3.2から4.5に引き上げる", "outcome"),
        ("新規登録者を1000人に増やす", "outcome"),
        ("12 Workshops mit Kunden durchführen", "quantified-activity"),
    ],
)
def test_other_languages_are_judged_by_numbers_and_structure(sentence: str, verdict: str) -> None:
    assert judge(sentence).verdict == verdict


def test_the_reason_names_what_is_counted() -> None:
    verdict = judge("Hold 12 customer interviews")
    assert verdict.reason.startswith("It counts “customer interviews”, which the team does itself")
    assert "customer interviews" in [verdict.sentence[each.start : each.end] for each in verdict.evidence]


def test_an_organisation_adds_its_own_words() -> None:
    words = Vocabulary(own_work=("Gizmo run",), outcomes=("qualified pledge",))
    assert judge("Reach 40 gizmo runs").verdict == "outcome"
    assert judge("Reach 40 gizmo runs", words).verdict == "quantified-activity"
    assert judge("Do 40 qualified pledges", words).verdict == judge("Do 40 purchases").verdict
    assert judge("40 qualified pledges", words).verdict == "outcome"


def test_the_json_object() -> None:
    said = verdict_as_dict(judge("Raise checkout completion from 61% to 75%"))
    assert list(said) == ["verdict", "flags", "measure", "evidence", "reason", "suggestions"]
    assert said["measure"] == {
        "counted": "checkout completion",
        "unit": "%",
        "baseline": 61,
        "target": 75,
        "direction": "increase",
    }
    assert json.loads(json.dumps(verdict_as_dict(judge("Raise sign-ups from X to Y"))))["measure"] == {
        "placeholder": True
    }


def test_a_huge_line_is_read_in_part() -> None:
    verdict = judge("Raise activation from 40% to 55% " + "and so on " * 10_000)
    assert verdict.verdict == "outcome"


@pytest.mark.parametrize("fragment", ["Zork 5", "Zork 5%", "Zork", "5", "%", "from 3 to"])
def test_a_fragment_gives_a_verdict_too(fragment: str) -> None:
    assert judge(fragment).verdict in VERDICTS


@given(st.text())
def test_any_text_gives_one_verdict(text: str) -> None:
    verdict = judge(text)
    assert verdict.verdict in VERDICTS
    assert verdict.reason
    for each in verdict.evidence:
        assert 0 <= each.start < each.end <= len(text)


@settings(deadline=None)  # the first example loads the word lists
@given(st.lists(st.sampled_from([row[1] for row in lines("sentences.tsv")]), min_size=1, max_size=4))
def test_any_mix_of_words_gives_one_verdict(sentences: list[str]) -> None:
    words = " ".join(sentences).split()
    for start in range(0, len(words), 3):
        assert judge(" ".join(words[start:] + words[:start])).verdict in VERDICTS


def test_every_way_to_a_verdict_has_a_reason() -> None:
    assert list(REASONS) == list(SHORT)
    for _, sentence in lines("pairs.tsv") + lines("sentences.tsv"):
        assert judge(sentence).reason[:10] in {reason[:10] for reason in REASONS.values()}

"""The second opinion: what all words of a key result together say."""

from __future__ import annotations

from operator import mul
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from okrcli.judge import Vocabulary, judge
from okrcli.judge.lanes import ZERO, Lanes
from okrcli.judge.learnt import CUES, LABELS, MEANING, MOST, block, blocks, cues, numbers_of, voice
from okrcli.judge.lexicon import lexicon
from okrcli.judge.reading import Reading
from okrcli.judge.verdict import decide

LINES = Path(__file__).with_name("sentences.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if line and line[0] != "#"]
OVERRULED = [(label, text) for label, text in ROWS if judge(text).decided.why.startswith("words ")]
WORDS = sorted(word for word in lexicon()[0] if word.isalpha())


def test_every_name_has_its_numbers() -> None:
    lines = [line for start in blocks() for line in block(start).items()]
    assert len(lines) > 10_000
    for key, written in lines:
        name = key.decode()
        numbers = tuple(int(number) for number in written.split())
        is_word = name[0] == "'" and " " not in name
        is_cue = name.startswith("cue ")
        assert len(numbers) == (MEANING if is_word else len(LABELS) + is_cue * (1 + 3 * MEANING)), name
        assert numbers_of(name) == numbers
    assert all(numbers_of(f"cue {number}") for number in range(CUES))
    assert voice("no such word") == voice("nor this one")


def test_a_word_speaks_as_the_one_before_as_itself_and_as_the_one_behind() -> None:
    meaning, lanes = numbers_of("'hold"), Lanes(CUES)
    for first, part in zip(range(0, 3 * MEANING, MEANING), voice("hold"), strict=True):
        heard = [cue.hears[first : first + MEANING] for cue in cues()]
        spoken = [sum(map(mul, meaning, weights)) for weights in heard]
        assert [number - ZERO for number in lanes.unpacked(lanes.zero + part)] == spoken


def test_whatever_is_said_fits_into_the_lanes() -> None:
    known = [numbers_of(name.decode()) for start in blocks() for name in block(start)]
    word = max(abs(number) for numbers in known if len(numbers) == MEANING for number in numbers)
    strongest = [word * sum(map(abs, cue.hears)) + 10 * abs(cue.doubt) for cue in cues()]
    assert max(strongest) < ZERO
    trait = max(abs(number) for numbers in known if len(numbers) == len(LABELS) for number in numbers)
    by_cues = [sum(map(mul, strongest, map(abs, votes))) for votes in zip(*(cue.votes for cue in cues()), strict=True)]
    assert max(by_cues) + 1000 * trait * 2 * MOST < ZERO


def test_where_words_overrule_the_rules_they_are_mostly_right() -> None:
    right = [text for label, text in OVERRULED if judge(text).verdict == label]
    assert len(right) > 0.7 * len(OVERRULED) > 0


def test_an_overruled_verdict_is_unsure_and_says_that_it_reads_as_a_whole() -> None:
    for _, text in OVERRULED:
        verdict = judge(text)
        assert verdict.verdict != decide(Reading(text)).verdict
        assert "unsure" in verdict.flags
        assert verdict.reason.startswith("Taken as a whole it reads like ")
        assert verdict.evidence


def test_words_of_an_organisation_are_left_to_the_rules() -> None:
    for _, text in OVERRULED[:20]:
        word = next(word for word in text.split() if word.isalpha())
        verdict = judge(text, Vocabulary(own_work=(word,)))
        assert not verdict.decided.why.startswith("words ")


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_an_outcome_that_moves_from_one_level_to_another_is_never_overruled(said: list[str]) -> None:
    text = f"Raise {' '.join(said)} from 20% to 30%"
    ruled = decide(Reading(text))
    assert ruled.verdict != "outcome" or judge(text).verdict == "outcome"

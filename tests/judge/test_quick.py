"""What is told at a glance is what the full judge says."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from okrcli.judge import Vocabulary, judge, judge_objective
from okrcli.judge.lexicon import lexicon
from okrcli.judge.quick import plain_objective, plain_outcome
from okrcli.judge.tokens import words

HERE = Path(__file__).parent
NONE = Vocabulary()
FLAGGED = {"compound", "placeholder", "vanity", "ambiguous"}
GLUE = sorted(
    words(
        """who that which the a an of for in on and or their our new more less within per after by with from to not no
is are was has have up down at least most every each all zero one two half double X N"""
    )
)
OPENINGS = sorted(
    words("Raise Cut Reduce Increase Grow Lower Ramp Drop Lift Boost Rise Trim Scale Expand Shorten Double Halve")
)
UNITS = ["%", "", " days", " minutes", " hours", " users", " points", " x", " per", " euros"]
SPANS = ["", "", "", " within a week", " within 30 days", " per 1,000 orders", " within a quarter"]
SHARES = ["", "", "the ", "share of ", "the share of ", "number of ", "the percentage of "]
SUBJECTS = sorted(words("Nobody Nothing Everybody Everyone People New Returning Small Large Our"))
WORDS = sorted(word for word in lexicon()[0] if word.isalpha() and word.isascii())
PHRASES = sorted(
    " ".join(parts)
    for entries in lexicon()[1].values()
    for parts, _ in entries
    if all(part.isalpha() and part.isascii() for part in parts)
)


def salad(pick: random.Random, most: int) -> str:
    """Words of the lexicon, its phrases and small words in any order."""
    kinds = (WORDS, WORDS, GLUE, PHRASES)
    return " ".join(pick.choice(pick.choice(kinds)) for _ in range(pick.randint(1, most)))


def key_result(pick: random.Random) -> str:
    first, last = (round(pick.uniform(0, 100), pick.choice((0, 1))) for _ in range(2))
    unit = pick.choice(UNITS)
    counted = f"{pick.choice(SHARES)}{salad(pick, 7)}{pick.choice(SPANS)}"
    return f"{pick.choice(OPENINGS)} {counted} from {first:g}{unit} to {last:g}{unit}"


def differs(sentence: str) -> bool:
    """Whether a glance says more than, or other than, the full judge."""
    glance = plain_outcome(sentence, NONE)
    if glance is None:
        return False
    full = judge(sentence)
    told = full.measure.baseline, full.measure.target
    return full.verdict != "outcome" or bool(FLAGGED & set(full.flags)) or told != glance


def misjudged(count: int, seed: int) -> list[str]:
    pick = random.Random(seed)
    return [sentence for sentence in (key_result(pick) for _ in range(count)) if differs(sentence)]


def test_a_glance_at_any_words_says_what_the_judge_says() -> None:
    assert misjudged(3_000, seed=1) == []


def test_a_glance_answers_for_a_good_part_of_what_it_is_for() -> None:
    pick = random.Random(2)
    plain = [plain_outcome(key_result(pick), NONE) for _ in range(500)]
    assert sum(glance is not None for glance in plain) >= 10


@given(st.lists(st.sampled_from([*GLUE, *PHRASES, *WORDS]), min_size=1, max_size=9))
def test_a_glance_agrees_whatever_the_words(said: list[str]) -> None:
    assert not differs(f"Raise {' '.join(said)} from 20% to 30%")


def test_a_glance_never_takes_for_an_outcome_what_is_none() -> None:
    lines = [line for name in ("pairs.tsv", "sentences.tsv") for line in (HERE / name).read_text("utf-8").splitlines()]
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    others = [sentence for verdict, sentence in rows if verdict != "outcome"]
    assert [sentence for sentence in others if plain_outcome(sentence, NONE)] == []


def test_a_glance_leaves_the_words_of_an_organisation_to_the_judge() -> None:
    sentence = "Raise buyers who return from 22% to 30%"
    assert plain_outcome(sentence, NONE) == (22, 30)
    assert plain_outcome(sentence, Vocabulary(own_work=("buyer",))) is None


def test_a_glance_at_any_title_says_what_the_judge_says() -> None:
    pick = random.Random(3)
    titles = [f"{pick.choice(SUBJECTS)} {salad(pick, 9)}" for _ in range(3_000)]
    assert [title for title in titles if plain_objective(title) and judge_objective(title)] == []

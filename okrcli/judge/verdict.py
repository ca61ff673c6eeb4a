"""The verdict on a sentence: outcome, milestone, quantified activity, activity or unmeasurable, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from okrcli.judge.counting import Weighed, weigh
from okrcli.judge.flags import flags, is_foreign
from okrcli.judge.implied import implied
from okrcli.judge.learnt import Ruling, second
from okrcli.judge.lexicon import BIT
from okrcli.judge.phrases import phrase_end, plural
from okrcli.judge.reading import Reading, head
from okrcli.judge.reasons import REASONS, SHORT
from okrcli.judge.tokens import singular
from okrcli.judge.vocabulary import Vocabulary, phrases
from okrcli.judge.wording import unmeasured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.judge.measure import Measure
    from okrcli.judge.phrases import Worded

VERDICTS = ("outcome", "milestone", "quantified-activity", "activity", "unmeasurable")
NO_WORDS = Vocabulary()
DOUBT = 0.5  # a score closer to 0 is a guess
GUESS = 0.4


class Evidence(NamedTuple):
    """Words that decided, as code points of the sentence, and what they say."""

    start: int
    end: int
    why: str


class Decision(NamedTuple):
    """A verdict with the tokens that decided; `noun` spans what the reason names."""

    verdict: str
    why: str
    first: int
    last: int
    noun: tuple[int, int]
    score: float


class Verdict(NamedTuple):
    """What a sentence is; what a coach would say of it is worked out when it is asked for."""

    sentence: str
    verdict: str  # outcome | milestone | quantified-activity | activity | unmeasurable
    flags: tuple[str, ...]
    reading: Reading
    decided: Decision

    @property
    def measure(self) -> Measure:
        """The level that settles the sentence."""
        from okrcli.judge.measure import measure

        return measure(self.reading.sentence, self.reading.amounts, self.reading.level)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words that decided."""
        return tuple(_evidence(self.reading, self.decided))

    @property
    def reason(self) -> str:
        """Why, in a sentence."""
        return _reason(self.reading, self.decided)


def judge(sentence: str, vocabulary: Vocabulary = NO_WORDS) -> Verdict:
    """Judge a key result by its own words."""
    reading = Reading(sentence, phrases(vocabulary))
    decided = decide(reading)
    foreign = is_foreign(reading)
    if not foreign and not _has_own_words(reading, vocabulary):
        decided = reconsidered(reading, decided)
    decided = _consistent(decided, reading)
    flagged = flags(reading, decided.verdict, decided.why, decided.score, foreign=foreign)
    return Verdict(sentence, decided.verdict, flagged, reading, decided)


def decide(reading: Reading) -> Decision:
    """By the number that speaks most for an outcome, else by words for a level, else by the wording."""
    if reading.counts:
        return _counted(reading, _strongest([weigh(reading, count) for count in reading.counts]))
    return _worded(reading, implied(reading) or unmeasured(reading))


def reconsidered(reading: Reading, decided: Decision) -> Decision:
    """The decision of the rules, or the one that the words speak for, with a score that is a guess."""
    other = second(reading, ruling(reading, decided))
    if other is None:
        return decided
    guess = GUESS if other.verdict == "outcome" else -GUESS
    noun = (other.first, other.last) if other.last else decided.noun
    return decided._replace(verdict=other.verdict, why=f"words {other.verdict}", noun=noun, score=guess)


def _consistent(decided: Decision, reading: Reading) -> Decision:
    """A reason for own work where what speaks for a level was outweighed by what stands beside it."""
    if decided.verdict != "quantified-activity" or decided.why not in ("level", "moves", "works"):
        return decided
    percent = any(count.unit == "percent" for count in reading.counts if count.first == decided.first)
    return decided._replace(why="own share" if percent else "own count")


def ruling(reading: Reading, decided: Decision) -> Ruling:
    """What the rules say, with the number that decided."""
    count = next((count for count in reading.counts if count.first == decided.first), None)
    return Ruling(decided.verdict, decided.why, decided.score, count)


def _has_own_words(reading: Reading, vocabulary: Vocabulary) -> bool:
    """Whether an organisation has a word of its own in a sentence: it is to prevail."""
    own = phrases(vocabulary)
    return bool(own) and any(singular(low) in own for low in reading.sentence.lows)


def _strongest(weighed: list[Weighed]) -> Weighed:
    """The number that speaks most for an outcome; one that counts nothing by name only where all are such."""
    named = [each for each in weighed if each.of.head >= 0 or abs(each.score) >= DOUBT]
    about = [each for each in named if not each.topic or weighed[0].score > 0]
    return max(about or named or weighed, key=lambda each: each.score)


def _is_several(reading: Reading, stated: Worded) -> bool:
    """Whether it is more than one thing that comes out: programmes in five countries."""
    at = head(reading, stated.last, phrase_end(reading, stated.last))
    return at < 0 or plural(reading, at)


def _worded(reading: Reading, stated: Worded) -> Decision:
    last = min(max(stated.last, stated.first), len(reading.sentence))
    return Decision(stated.verdict, stated.why, stated.first, last, (stated.first, last), 1)


def _counted(reading: Reading, best: Weighed) -> Decision:
    count = best.of
    if best.why == "scope" and all(each.first == count.first for each in reading.counts):
        stated = unmeasured(reading)
        if stated.verdict == "milestone" and not _is_several(reading, stated):
            return _worded(reading, stated)
    verdict = "outcome" if best.score > 0 else "quantified-activity"
    why = best.why
    if (
        best.score <= 0
        and len(reading.counts) == 1
        and count.level.target == 1
        and reading.kinds(count.head) & BIT["staff"]
    ):
        verdict, why = "milestone", "filled"
    if reading.blank is not None and count.first <= reading.blank < count.last:
        why = "blank" if best.score > 0 else "own blank"
    acting = why == "others" and count.noun_first <= count.head < count.noun_last
    last = count.head + 1 if acting else count.noun_last
    named = count.noun_first < count.noun_last and not (count.noun_last == 1 and reading.form == "imperative")
    noun = (count.noun_first, last) if named else (count.first, count.last)
    return Decision(verdict, why, count.first, count.last, noun, best.score)


def _evidence(reading: Reading, decided: Decision) -> Iterator[Evidence]:
    sentence, why = reading.sentence, SHORT[decided.why]
    spans = {decided.noun: why, (decided.first, decided.last): "the level" if reading.counts else why}
    for (first, last), said in sorted(spans.items()):
        if first < last:
            yield Evidence(sentence.starts[first], sentence.ends[last - 1], said)


def _reason(reading: Reading, decided: Decision) -> str:
    said = REASONS[decided.why]
    if "{it}" not in said:
        return said
    named = reading.sentence.spelt(*decided.noun)
    if not named or (reading.counts and decided.noun == (decided.first, decided.last)):
        return said.replace(" of {it}", "").replace("{it}", "things")
    return said.replace("{it}", f"“{named}”")


def verdict_as_dict(verdict: Verdict) -> dict[str, Any]:
    """The JSON object of a verdict, its suggestions included."""
    from okrcli.judge.advice import suggest

    return {
        "verdict": verdict.verdict,
        "flags": list(verdict.flags),
        "measure": measure_as_dict(verdict.measure),
        "evidence": [{"start": each.start, "end": each.end, "why": each.why} for each in verdict.evidence],
        "reason": verdict.reason,
        "suggestions": [
            {"question": each.question, "rewrite": each.rewrite, "metric": each.metric} for each in suggest(verdict)
        ],
    }


def measure_as_dict(stated: Measure) -> dict[str, Any]:
    """What a measure says, without what it leaves open."""
    fields = (
        "counted",
        "unit",
        "baseline",
        "target",
        "bound",
        "low",
        "high",
        "factor",
        "change",
        "direction",
    )
    said = {name: getattr(stated, name) for name in fields if getattr(stated, name) is not None}
    return said | ({"placeholder": True} if stated.placeholder else {})

"""What is to be said of an objective's title and of a metric's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge.groups import bits
from okrcli.judge.levels import in_scope
from okrcli.judge.lexicon import BIT
from okrcli.judge.reading import Reading, head
from okrcli.judge.vocabulary import Vocabulary, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_WORDS = Vocabulary()


class Finding(NamedTuple):
    """Something to say of a title or name; `start` and `end` are its code points."""

    name: str
    start: int
    end: int
    reason: str


def judge_objective(title: str) -> tuple[Finding, ...]:
    """What keeps a title from being an objective: a task, a number, a wish that could be anyone's."""
    return tuple(_objective(Reading(title)))


def _objective(reading: Reading) -> Iterator[Finding]:
    sentence = reading.sentence
    for amount in reading.amounts:
        if not in_scope(sentence, amount):
            span = sentence.starts[amount.first], sentence.ends[amount.last - 1]
            yield Finding(
                "number-in-objective",
                *span,
                "A number belongs into a key result; the objective says what it is for.",
            )
            break
    if _is_task(reading):
        span = sentence.starts[reading.verb], sentence.ends[reading.verb]
        yield Finding(
            "task-as-objective", *span, "It names work to do; say what is different for whom when it is done."
        )
    elif vague := _vague(reading):
        span = sentence.starts[vague[0]], sentence.ends[vague[1] - 1]
        yield Finding(
            "vague-objective",
            *span,
            "It could be anyone's in any year; say for whom, and what would be different.",
        )


def _is_task(reading: Reading) -> bool:
    mark = reading.kinds(reading.verb)
    if reading.form not in ("imperative", "gerund", "past") or mark & LEVELS:
        return False
    return bool(mark & TASKS)


def _vague(reading: Reading) -> tuple[int, int] | None:
    """The words of a title that is no more than a direction: Improve quality, Be world-class."""
    length = len(reading.sentence)
    if not 0 < length <= LONGEST_WISH:
        return None
    directed = (
        reading.kinds(max(reading.verb, 0)) & bits("raise", "lower", "improve", "hold") or reading.form == "nominal"
    )
    rest = [index for index in range(length) if index != reading.verb and reading.sentence.lows[index] not in SMALL]
    empty = all(reading.marks[index] & EMPTY for index in rest)
    wordy = any(reading.marks[index] & BIT["vague"] for index in rest)
    return (0, length) if empty and (directed or wordy) else None


def judge_metric(name: str, vocabulary: Vocabulary = NO_WORDS) -> tuple[Finding, ...]:
    """What keeps a metric's name from saying what is counted, or from counting what matters."""
    return tuple(_metric(Reading(name, phrases(vocabulary))))


def _metric(reading: Reading) -> Iterator[Finding]:
    sentence = reading.sentence
    at = head(reading, 0, len(sentence)) if len(sentence) else -1
    if at < 0:
        return
    mark, span = reading.marks[at], (sentence.starts[0], sentence.ends[-1])
    if len(sentence) == 1 and mark & BIT["ambiguous"]:
        yield Finding(
            "ambiguous-metric",
            *span,
            f"“{name_of(reading)}” can be counted in many ways; say which, of whom and how often.",
        )
    if mark & BIT["vanity"]:
        yield Finding("vanity-metric", *span, "It can grow without anyone being better off; count what people do next.")
    if mark & WORK and not mark & OTHERS:
        yield Finding("own-work-metric", *span, f"The team makes “{name_of(reading)}” itself; count what that changes.")


def name_of(reading: Reading) -> str:
    return reading.sentence.spelt(0, len(reading.sentence))


LONGEST_WISH = 5  # words
SMALL = frozenset(("our", "the", "a", "an", "of", "and", "in", "for", "be", "become", "to", "all"))
LEVELS = bits("raise", "lower", "improve", "hold", "reach")
TASKS = bits("make verb", "release verb", "study verb", "own verb", "people verb", "decide verb")
EMPTY = bits("ambiguous", "vague", "performance", "improve")
WORK = bits("own noun", "plan", "scope thing")
OTHERS = bits("outsider", "reaction", "money", "performance", "rate", "fault")

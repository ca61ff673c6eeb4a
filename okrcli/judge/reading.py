"""A sentence as the judge sees it: its words' kinds, its clause, its numbers and what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge import counted as nouns
from okrcli.judge.amounts import Amount, amounts
from okrcli.judge.levels import TIMES, Level, in_scope, level
from okrcli.judge.lexicon import BIT, ING, PAST, PLURAL, kinds, lexicon
from okrcli.judge.lists import listed
from okrcli.judge.tokens import Sentence
from okrcli.judge.vocabulary import singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.judge.lexicon import Phrases


class Count(NamedTuple):
    """One number, or a word in place of one, and the tokens that it counts."""

    first: int
    last: int
    unit: str
    noun_first: int
    noun_last: int
    head: int  # the token that names what is counted, -1 where none does
    level: Level


class Reading:
    """What is known of a sentence before it is judged."""

    __slots__ = ("amounts", "counts", "form", "level", "marks", "sentence", "verb")

    def __init__(self, text: str, own: Phrases | None = None) -> None:
        self.sentence = Sentence(text)
        self.marks = _marks(self.sentence, own or {})
        self.amounts = [amount for amount in amounts(self.sentence) if not _names(self.sentence, amount)]
        self.level = level(self.sentence, self.amounts)
        self.verb, self.form = _clause(self.sentence, self.marks)
        self.counts = tuple(_counts(self))

    def kinds(self, index: int) -> int:
        return self.marks[index] if 0 <= index < len(self.marks) else 0


def _marks(sentence: Sentence, own: Phrases) -> list[int]:
    """The kinds of each token, phrases first."""
    lows, phrases = sentence.lows, lexicon()[1]
    marks = [kinds(low) for low in lows]
    for index, low in enumerate(lows):
        for parts, mark in phrases.get(low, ()):
            last = index + len(parts)
            if last <= len(lows) and all(_same(lows[index + at], parts[at]) for at in range(1, len(parts))):
                marks[index:last] = [mark] * len(parts)
                break
    if own:
        _mark_own(lows, own, marks)
    return marks


def _mark_own(lows: list[str], own: Phrases, marks: list[int]) -> None:
    """Let an organisation's own words prevail."""
    singulars = [singular(low) for low in lows]
    for index, first in enumerate(singulars):
        for parts, bit in own.get(first, ()):
            if tuple(singulars[index : index + len(parts)]) == parts:
                marks[index : index + len(parts)] = [bit] * len(parts)
                break


def _same(low: str, part: str) -> bool:
    return low == part or (low[-1] == "s" and low[:-1] == part)


def _clause(sentence: Sentence, marks: list[int]) -> tuple[int, str]:
    """The token of the first verb, -1 for none, and the clause's form."""
    start = _start(sentence)
    if start >= len(sentence):
        return -1, "empty"
    low, mark = sentence.lows[start], marks[start]
    if sentence.low(start - 1) in ("the", "our", "your"):
        return _finite(sentence, marks, start)
    if low in ("have", "has", "having", "there"):
        return start, "have"
    if _imperative(sentence, marks, start):
        if mark & ING:
            return start, "gerund"
        return start, "past" if mark & PAST else "imperative"
    return _finite(sentence, marks, start)


def _start(sentence: Sentence) -> int:
    """Where the sentence starts behind bullets, labels, adverbs and "we will"."""
    index = 0
    for _ in range(8):
        low = sentence.low(index)
        label = sentence.low(index + 1) == ":" and low.isalnum()
        if label:
            index += 2
        elif low and (
            not low[0].isalnum() or low in OPENERS or (low.endswith("ly") and low not in NOT_ADVERBS)
        ):
            index += 1
        else:
            break
    return index


def _imperative(sentence: Sentence, marks: list[int], start: int) -> bool:
    """Whether the first word is a verb here, and no noun: "Support launches", not "Support tickets down"."""
    mark, behind = marks[start], sentence.low(start + 1)
    if (
        not mark & ALL_VERBS
        or mark & PLURAL
        or any(low in STATED for low in sentence.lows[start + 1 : start + 4])
    ):
        return False
    if mark & (ING | PAST):
        return not (mark & ING and marks[start] & NOUNISH and behind not in DETERMINERS)
    if mark & NOUNISH and _is_compound(sentence, marks, start + 1):
        return False
    if not mark & NOUNISH or behind in DETERMINERS or behind[:1].isdigit() or behind in ("$", "€", "£"):
        return behind not in ("is", "are", "was", "of", "has")
    phrase = start + 1 < len(marks) and marks[start + 1] == mark and mark & ALL_VERBS == 0
    return (
        not phrase
        and behind not in PREPOSITIONS
        and behind[:1].isalpha()
        and sentence.low(start) not in MOSTLY_NOUNS
    )


def _is_compound(sentence: Sentence, marks: list[int], index: int) -> bool:
    """Whether a compound like "model accuracy" is what a level is stated of."""
    behind = sentence.low(index + 1)
    level_noun = index < len(marks) and marks[index] & LEVEL_NOUN
    return bool(level_noun) and (not behind[:1].isalpha() or behind in PREPOSITIONS or behind in NOT_NOUNS)


def _finite(sentence: Sentence, marks: list[int], start: int) -> tuple[int, str]:
    """A verb later in the clause: passive, "can", or a statement in the present."""
    lows = sentence.lows
    for index in range(start, min(start + 16, len(lows))):
        low = lows[index]
        if low in ("that", "which", "so", "where", "when", "if", ";"):
            break
        if low in ("becomes", "become", "is", "are", "be", "been", "gets", "get", "was", "were", "being"):
            return index, "passive" if _participle(sentence, marks, index + 1) else "state"
        if low in BASE_FORMS and index > start and _plural(lows[index - 1]):
            return index, "present"
        if low in ("can", "cannot", "may", "able", "could"):
            return index, "can"
        if (
            index > start
            and marks[index] & MOVING
            and not marks[index] & (NOUN | PRODUCT)
            and low.endswith("s")
        ):
            return index, "moves"
        if low in ("has", "have"):
            return index, "has"
        if index > start and marks[index] & PRODUCT and _present(sentence, marks, index):
            return index, "present"
        past = (
            marks[index] & PAST
            and marks[index] & PASTABLE
            or (marks[index] & STATE and low.endswith(("ed", "en")))
        )
        if index > start and past and not _describes(sentence, index):
            return index, "participle"
    return -1, "nominal"


def _describes(sentence: Sentence, index: int) -> bool:
    """Whether a participle stands before its noun: automated tests."""
    behind = sentence.low(index + 1)
    return (
        behind[:1].isalnum()
        and behind not in PREPOSITIONS
        and behind not in NOT_NOUNS
        and behind not in DETERMINERS
    )


def _participle(sentence: Sentence, marks: list[int], index: int) -> bool:
    while sentence.low(index) in (
        "not",
        "no",
        "longer",
        "fully",
        "now",
        "being",
        "been",
        "also",
        "all",
    ) or sentence.low(index).endswith("ly"):
        index += 1
    mark = marks[index] if index < len(marks) else 0
    return bool(mark & (STATE | PAST)) or sentence.low(index).endswith("ed")


def _present(sentence: Sentence, marks: list[int], index: int) -> bool:
    """Whether a word like "runs" or "supports" is a verb: a noun stands before it, an object or adverb behind."""
    low, before = sentence.lows[index], sentence.low(index - 1)
    if marks[index] & NOUN and (
        _plural(before) or sentence.low(index + 1) in PREPOSITIONS or not sentence.low(index + 1)
    ):
        return False
    return (
        low.endswith("s")
        and not low.endswith("ss")
        and before not in DETERMINERS
        and before not in PREPOSITIONS
    )


def _counts(reading: Reading) -> Iterator[Count]:
    """The numbers of a sentence with their nouns, the deciding one first."""
    sentence, main = reading.sentence, reading.level
    if main:
        shares = any(amount.share and main.first <= amount.first < main.last for amount in reading.amounts)
        yield _count(reading, main, "percent" if shares else _unit(main.unit))
    for amount in reading.amounts[:6]:
        if main and main.first <= amount.first < main.last:
            continue
        if in_scope(sentence, amount) and (main or not _takes(reading, amount)):
            continue
        yield _count(
            reading, Level(amount.first, amount.last, amount.unit, target=amount.value), _unit(amount.unit)
        )


def _names(sentence: Sentence, amount: Amount) -> bool:
    """Whether a number only names things: the two databases."""
    named = amount.unit is None and amount.value in (2, 3, 4) and not amount.share
    return named and sentence.low(amount.first - 1) == "the"


def _takes(reading: Reading, amount: Amount) -> bool:
    """Whether a span says how long something takes (paid in 3 days), not when it is due (launch in 30 days)."""
    if reading.sentence.low(amount.first - 1) not in ("in", "within"):
        return False
    due = reading.form == "imperative" and reading.kinds(reading.verb) & DUE
    return amount.unit in ("ms", "s", "min", "hours") or not due


def _unit(unit: str | None) -> str:
    if unit is None:
        return "count"
    if unit in TIMES:
        return "time"
    return {
        "%": "percent",
        "pp": "percent",
        "$": "money",
        "€": "money",
        "£": "money",
        "x": "times",
        "times": "often",
    }.get(unit, "other")


def _count(reading: Reading, stated: Level, unit: str) -> Count:
    if stated.unit in ("people", "FTE") and reading.kinds(stated.last - 1) & NOUN:
        return Count(
            stated.first, stated.last, "count", stated.last - 1, stated.last, stated.last - 1, stated
        )
    first, last = nouns.counted(reading.sentence, stated)
    return Count(stated.first, stated.last, unit, first, last, head(reading, first, last), stated)


def head(reading: Reading, first: int, last: int) -> int:
    """The noun that names what a span of words is about."""
    sentence, marks = reading.sentence, reading.marks
    stop = next((at for at in range(first + 1, last) if sentence.lows[at] in NOT_INSIDE), last)
    if stop < last - 1 and sentence.lows[stop] == "of" and sentence.lows[stop - 1] in EMPTY_HEADS:
        return head(reading, stop + 1, last)
    for index in range(first, stop - 1):
        if _plural(sentence.lows[index]) and marks[index] & NOUN and not _goes_on(reading, index + 1):
            return index
    if stop < last and stop - 2 >= first and _plural(sentence.lows[stop - 2]) and not marks[stop - 1] & NOUN:
        return stop - 2
    for index in range(stop - 1, first - 1, -1):
        if sentence.lows[index][0].isalpha() and (marks[index] & NOUN or not marks[index] & (PAST | VERBAL)):
            return index
    return -1


def _goes_on(reading: Reading, index: int) -> bool:
    """Whether a plural is followed by the noun that it describes: sales calls."""
    sentence, mark = reading.sentence, reading.marks[index]
    if not mark & NOUN or mark & PAST:
        return False
    behind = sentence.low(index + 1)
    return _plural(sentence.lows[index]) or bool(
        reading.kinds(index + 1) & NOUN and behind not in DETERMINERS
    )


def _plural(low: str) -> bool:
    return low in PEOPLE or (low[-1] == "s" and low[-2:] not in ("ss", "us", "is"))


def bits(*names: str) -> int:
    return sum(BIT[name] for name in names)


LEVEL_NOUN = bits("reaction", "performance", "rate", "money", "cost")
NOT_NOUNS = listed("reading not nouns")
DUE = bits("release verb", "make verb", "finish verb", "decide verb", "raise", "improve", "reach")
TEAM_VERBS = bits(
    "own verb",
    "make verb",
    "release verb",
    "finish verb",
    "decide verb",
    "study verb",
    "help verb",
    "people verb",
)
MOVING = bits("raise", "lower", "hold") | BIT["reach"]
LEVEL_VERBS = bits("raise", "lower", "improve", "hold", "reach", "see")
ALL_VERBS = TEAM_VERBS | LEVEL_VERBS
NOUN = (
    bits(
        "own noun",
        "plan",
        "scope thing",
        "outsider",
        "reaction",
        "money",
        "cost",
        "performance",
        "rate",
        "fault",
        "staff",
    )
    | BIT["deliverable"]
)
NOUNISH = NOUN
PRODUCT = BIT["product verb"]
VERBAL = PRODUCT | ALL_VERBS
STATE = bits("released", "done", "made")
PASTABLE = STATE | TEAM_VERBS
OPENERS = listed("reading openers")
NOT_ADVERBS = listed("reading not adverbs")
DETERMINERS = listed("reading determiners")
PEOPLE = listed("reading people")
PREPOSITIONS = listed("reading prepositions")
NOT_INSIDE = PREPOSITIONS | words("a an the our their its")
BASE_FORMS = listed("reading base forms")
EMPTY_HEADS = listed("reading empty heads")
STATED = listed("reading stated")
MOSTLY_NOUNS = listed("reading mostly nouns")

"""A sentence as the judge sees it: its words' kinds, its clause, its numbers and what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.judge import counted as nouns
from okrcli.judge.amounts import amounts
from okrcli.judge.blanks import placeholder, with_blanks
from okrcli.judge.clause import clause
from okrcli.judge.groups import DETERMINERS, DUE, NOUN, PREPOSITIONS, STATE, TEAM_VERBS, VERBAL, WORK, bits, is_plural
from okrcli.judge.levels import TIMES, Level, in_scope, level, single
from okrcli.judge.lexicon import BIT, ING, PAST, Phrases, kinds, lexicon
from okrcli.judge.lists import listed
from okrcli.judge.tokens import Sentence, singular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from okrcli.judge.ratios import Amount


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

    __slots__ = ("amounts", "blank", "counts", "form", "kinds", "level", "marks", "sentence", "verb")

    kinds: Callable[[int], int]
    """The kinds of a token, 0 outside the sentence."""

    def __init__(self, text: str, own: Phrases | None = None) -> None:
        self.sentence = Sentence(text)
        self.marks = _marks(self.sentence, own or {})
        self.kinds = (self.marks + AROUND).__getitem__
        self.amounts = [amount for amount in amounts(self.sentence) if not _names(self, amount)]
        self.verb, self.form = clause(self.sentence, self.marks)
        if len(self.amounts) > 1 and _is_graded(self):
            del self.amounts[-2:]
        if self.amounts and _is_progress(self):
            self.amounts.pop()
        self.level = level(self.sentence, self.amounts)
        self.blank = placeholder(self.sentence)
        told = self.amounts if self.blank is None else with_blanks(self.sentence, self.amounts)
        main = self.level if told is self.amounts else level(self.sentence, told)
        self.counts = tuple(_counts(self, told, main))

    def __eq__(self, other: object) -> bool:
        """Whether the same words were read, known as the same kinds."""
        return isinstance(other, Reading) and self._read() == other._read()

    def __hash__(self) -> int:
        return hash(self.sentence.text)

    def _read(self) -> tuple[str, list[int]]:
        return self.sentence.text, self.marks


def _marks(sentence: Sentence, own: Phrases) -> list[int]:
    """The kinds of each token, phrases first."""
    lows, phrases = sentence.lows, lexicon()[1]
    marks = [kinds(low) for low in lows]
    for index in [index for index, low in enumerate(lows) if low in phrases]:
        behind = _both_numbers(lows, index + 1)
        for parts, mark in phrases[lows[index]]:
            if parts[1] in behind and _is_phrase(lows, index, parts):
                marks[index : index + len(parts)] = [mark] * len(parts)
                break
    if own:
        _mark_own(lows, own, marks)
    return marks


def _is_phrase(lows: list[str], index: int, parts: tuple[str, ...]) -> bool:
    """Whether the words of a phrase stand here, the last one in either number."""
    last = index + len(parts) - 1
    return tuple(lows[index + 1 : last]) == parts[1:-1] and parts[-1] in _both_numbers(lows, last)


def _both_numbers(lows: list[str], at: int) -> tuple[str, ...]:
    return (lows[at], singular(lows[at])) if at < len(lows) else ()


def _mark_own(lows: list[str], own: Phrases, marks: list[int]) -> None:
    """Let an organisation's own words prevail."""
    singulars = [singular(low) for low in lows]
    for index, first in enumerate(singulars):
        for parts, bit in own.get(first, ()):
            if tuple(singulars[index : index + len(parts)]) == parts:
                marks[index : index + len(parts)] = [bit] * len(parts)
                break


def _counts(reading: Reading, told: list[Amount], main: Level | None) -> Iterator[Count]:
    """The numbers of a sentence with their nouns, the deciding one first."""
    sentence = reading.sentence
    if main:
        shares = [each for each in told if each.share and main.first <= each.first < main.last]
        yield _count(reading, main, "percent" if shares else _unit(main.unit))
    for amount in told[:6]:
        if main and main.first <= amount.first < main.last:
            continue
        if in_scope(sentence, amount) and (main or not _takes(reading, amount)):
            continue
        stated = single(sentence, amount) or Level(amount.first, amount.last, amount.unit, target=amount.value)
        yield _count(reading, stated, "percent" if amount.share else _unit(amount.unit))


def _names(reading: Reading, amount: Amount) -> bool:
    """Whether a number only names things: the two databases, a 90 day plan."""
    sentence = reading.sentence
    if amount.unit in TIMES and amount.value > 1 and sentence.low(amount.last - 1) in SINGULAR:
        bounded = sentence.low(amount.first - 1) in ("<", ">", "≤", "≥", "under", "within", "below")
        return bool(reading.kinds(amount.last) & WORK) and not bounded
    named = amount.unit is None and amount.value in (2, 3, 4) and not amount.share
    before = sentence.low(amount.first - 1)
    return (named and before == "the") or (amount.unit is None and amount.value == 1 and before == "number")


def _is_graded(reading: Reading) -> bool:
    """Whether the last two numbers are how far it is graded: Design the logo (0.0 → 1.0)."""
    one, other = reading.amounts[-2:]
    closed = reading.sentence.low(one.first - 1) == "(" and reading.sentence.low(other.last) == ")"
    return closed and (one.value, other.value, one.unit, other.unit) == (0, 1, None, None)


def _is_progress(reading: Reading) -> bool:
    """Whether the last number only notes how far the work is: Launch the site (70 %)."""
    sentence, amount = reading.sentence, reading.amounts[-1]
    behind = sentence.lows[amount.last :]
    noted = sentence.low(amount.first - 1) in PROGRESS_SIGNS and all(low in ")].*" for low in behind)
    digits = sentence.lows[amount.first][0].isdigit()
    graded = amount.unit == "%" or (amount.unit is None and 0 <= amount.value <= 1 and digits)
    works = reading.form == "imperative" and reading.kinds(reading.verb) & DUE & TEAM_VERBS
    if not works and (sentence.low(amount.first - 1) == ":" or any(mark & SOMEBODY for mark in reading.marks)):
        return False
    about = [reading.kinds(amount.first - 2)] if works else reading.marks
    return noted and graded and amount.first > 1 and not any(mark & MEASURED for mark in about)


def _takes(reading: Reading, amount: Amount) -> bool:
    """Whether a span says how long something takes (paid in 3 days), not when it is due."""
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
        return Count(stated.first, stated.last, "count", stated.last - 1, stated.last, stated.last - 1, stated)
    first, last = nouns.counted(reading.sentence, stated)
    return Count(stated.first, stated.last, unit, first, last, head(reading, first, last), stated)


def head(reading: Reading, first: int, last: int) -> int:
    """The noun that names what a span of words is about."""
    sentence, marks = reading.sentence, reading.marks
    stop = next((at for at in range(first + 1, last) if sentence.lows[at] in NOT_INSIDE), last)
    if stop < last - 1 and sentence.lows[stop] == "of" and sentence.lows[stop - 1] in EMPTY_HEADS:
        return head(reading, stop + 1, last)
    for index in range(first, stop - 1):
        if is_plural(sentence.lows[index]) and marks[index] & NOUN and not _goes_on(reading, index + 1):
            return index
        if marks[index] & SOMEBODY and (
            (sentence.lows[index][-1] == "s" and _acts(reading, index + 1)) or marks[index + 1] & (ING | NOUN) == ING
        ):
            return index
    if stop < last and stop - 2 >= first and is_plural(sentence.lows[stop - 2]) and _is_verb(reading, stop - 1):
        return stop - 2
    for index in range(stop - 1, first - 1, -1):
        if sentence.lows[index][0].isalpha() and (marks[index] & NOUN or not marks[index] & (PAST | VERBAL | STATE)):
            return index
    return -1


def _is_verb(reading: Reading, index: int) -> bool:
    """Whether a word before an object is a verb: stations report about us."""
    mark = reading.marks[index]
    return not mark & NOUN or (mark & VERBAL != 0 and not is_plural(reading.sentence.lows[index]))


def _acts(reading: Reading, index: int) -> bool:
    """Whether somebody in the plural does something here: physicians report."""
    mark = reading.marks[index]
    if reading.sentence.low(index + 1) in ("a", "an", "their") and not mark & (PAST | ING):
        return True
    return mark & VERBAL != 0 and not is_plural(reading.sentence.lows[index]) and not mark & (PAST | ING)


def _goes_on(reading: Reading, index: int) -> bool:
    """Whether a plural is followed by the noun that it describes: sales calls."""
    sentence, mark = reading.sentence, reading.marks[index]
    if not mark & NOUN or mark & PAST:
        return False
    behind = sentence.low(index + 1)
    return is_plural(sentence.lows[index]) or bool(reading.kinds(index + 1) & NOUN and behind not in DETERMINERS)


NOT_INSIDE = PREPOSITIONS | {"a", "an", "the", "our", "their", "its", "about", "who", "that", "which"}
SOMEBODY = BIT["outsider"] | BIT["staff"]
AROUND = [0] * 16  # what `kinds` finds before and behind a sentence
SINGULAR = ("day", "week", "month", "year", "hour", "minute")
EMPTY_HEADS = listed("reading empty heads")
PROGRESS_SIGNS = listed("reading progress signs")
MEASURED = bits("outsider", "reaction", "money", "performance", "rate", "cost", "fault")

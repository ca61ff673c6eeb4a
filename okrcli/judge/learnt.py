"""A second opinion on what the rules say, by the words of a sentence: weights learnt from labelled key results.

A word's meaning is twelve numbers. By them it speaks for 32 cues: as the word before, as the word itself and as the
word behind; a cue is as strong as the three neighbouring words that speak most for it. The cues, pairs of words, and
what the rules found, speak for the five verdicts. The numbers are in `learnt.txt`, found by `benchmarks/judge_fit.py`.
"""

from __future__ import annotations

from functools import cache, lru_cache, reduce
from itertools import pairwise
from operator import add, mul
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.judge.groups import DETERMINERS, PREPOSITIONS
from okrcli.judge.lanes import Lanes
from okrcli.judge.lexicon import root
from okrcli.judge.lists import read_bytes
from okrcli.judge.tokens import singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from okrcli.judge.reading import Count, Reading

LABELS: Final = ("outcome", "milestone", "quantified-activity", "activity", "unmeasurable")
CUES: Final = 32
MEANING: Final = 12  # numbers of a word
BENEFIT: Final = 80  # of the doubt, for an outcome, in hundredths: to reject one is the worse mistake
SMALL: Final = DETERMINERS | PREPOSITIONS
MOST: Final = 60  # tokens that are weighed: a key result says early what settles it
START: Final = 2  # bytes of a name by which it is looked up
MANY: Final = 20_000  # words and traits whose numbers are kept
_CUES: Final = Lanes(CUES)
_VERDICTS: Final = Lanes(len(LABELS))
_Numbers = tuple[int, ...]


class Ruling(NamedTuple):
    """What the rules say: a verdict, why, how surely, and the number that decided."""

    verdict: str
    why: str
    score: float
    of: Count | None


class Opinion(NamedTuple):
    """Another verdict than that of the rules, and the token that speaks most for it, if any does."""

    verdict: str
    first: int
    last: int


class Voice(NamedTuple):
    """How much a word speaks for each cue, in lanes: as the one before, as the word itself, as the one behind."""

    before: int
    itself: int
    behind: int


class Cue(NamedTuple):
    """What speaks against a cue, how it speaks for each verdict, and how it hears words; in hundredths."""

    doubt: int
    votes: _Numbers
    hears: _Numbers
    """Each number of the meaning of the word before, of the word itself, and of the one behind."""


def second(reading: Reading, ruling: Ruling) -> Opinion | None:
    """The verdict that the words speak for, where it is another; what moves from one level to another is left alone."""
    moved = ruling.of is not None and ruling.of.level.baseline is not None
    if not reading.sentence.lows or (moved and ruling.verdict == "outcome"):
        return None
    said = words(reading)
    voices = [voice(word) for word in said]
    windows = _windows(voices)
    strengths = _CUES.unpacked(reduce(_CUES.higher, windows, _CUES.zero) - _CUES.zero)
    sums = _sums(("always", *found(reading, ruling), *pairs(said)), strengths)
    heard, ruled = sums.index(max(sums)), LABELS.index(ruling.verdict)
    if heard == ruled:
        return None
    return Opinion(LABELS[heard], *_telling(reading, voices, windows, _differences(strengths, heard, ruled)))


def found(reading: Reading, ruling: Ruling) -> list[str]:
    """What the rules found, as traits."""
    said, form, low = ruling.verdict, reading.form, reading.sentence.low
    traits = [
        f"says {said}",
        f"why {ruling.why}",
        f"why {ruling.why}, {said}",
        f"form {form}",
        f"form {form}, {said}",
        f"score {max(-3, min(3, round(ruling.score)))}" if reading.counts else "no score",
        f"numbers {min(3, len(reading.counts))}",
    ]
    if reading.verb >= 0:
        traits.append(f"verb {root(low(reading.verb))}")
    count = ruling.of
    if count is not None:
        traits += [f"unit {count.unit}", f"before {_plain(low(count.first - 1))}", f"after {_plain(low(count.last))}"]
        if count.head >= 0:
            traits += [f"of {singular(low(count.head))}", f"then {_plain(low(count.head + 1))}"]
    return traits


def words(reading: Reading) -> list[str]:
    """The words that are listened to, between a mark of the start and one of the end."""
    return ["^", *[singular(_plain(low)) for low in reading.sentence.lows[:MOST]], "$"]


def pairs(said: Sequence[str]) -> list[str]:
    """Words with the one behind each."""
    return [f"{one} {other}" for one, other in pairwise(said)]


def _plain(low: str) -> str:
    return "#" if low[:1].isdigit() else low


def _windows(voices: Sequence[Voice]) -> list[int]:
    """What is said for each cue around each word, in lanes."""
    before, itself, behind = zip(*voices, strict=True)
    around = map(add, map(add, (0, *before[:-1]), itself), (*behind[1:], 0))
    silence = _silence()
    return [each + silence for each in around]


@cache
def _silence() -> int:
    """What is said for each cue where nothing is, in lanes and thousandths: what speaks against it."""
    return _CUES.zero - 10 * _CUES.packed([cue.doubt for cue in cues()])


def _sums(traits: Sequence[str], strengths: Sequence[int]) -> _Numbers:
    """How much traits and cues together speak for each verdict, in thousandths of hundredths."""
    told = BENEFIT + sum(map(_votes, traits))  # the lowest lane is that of outcome, the first of the labels
    return _VERDICTS.unpacked(_VERDICTS.zero + 1000 * told + sum(map(mul, strengths, _votes_of_cues())))


@lru_cache(MANY)
def _votes(trait: str) -> int:
    """How a trait speaks for each verdict, in lanes."""
    numbers = numbers_of(trait)
    return _VERDICTS.packed(numbers) if numbers else 0


@cache
def _votes_of_cues() -> tuple[int, ...]:
    """How each cue speaks for each verdict, in lanes."""
    return tuple(_VERDICTS.packed(cue.votes) for cue in cues())


def _differences(strengths: Sequence[int], said: int, ruled: int) -> list[int]:
    """How much each cue speaks for one verdict and against another."""
    return [strength * (cue.votes[said] - cue.votes[ruled]) for cue, strength in zip(cues(), strengths, strict=True)]


def _telling(
    reading: Reading, voices: Sequence[Voice], windows: Sequence[int], differences: Sequence[int]
) -> tuple[int, int]:
    """The word that says most of what made the difference; an empty span where none says much."""
    said = [0] * len(voices)
    around = _by_cue(windows)
    before, itself, behind = (_by_cue([_CUES.zero + part for part in parts]) for parts in zip(*voices, strict=True))
    for cue, difference in enumerate(differences):
        if not difference:
            continue
        middle = around[cue].index(max(around[cue]))
        shares = {middle: itself[cue][middle]}
        if middle:
            shares[middle - 1] = before[cue][middle - 1]
        if middle + 1 < len(voices):
            shares[middle + 1] = behind[cue][middle + 1]
        said[max(shares, key=shares.__getitem__)] += difference
    lows = reading.sentence.lows[:MOST]
    able = [place for place, low in enumerate(lows) if low.isalpha() and low not in SMALL and said[place + 1] > 0]
    best = max(able, key=lambda place: said[place + 1], default=-1)
    return (best, best + 1) if best >= 0 else (0, 0)


def _by_cue(lanes: Iterable[int]) -> list[_Numbers]:
    """For each cue, what all of them say."""
    return list(zip(*map(_CUES.unpacked, lanes), strict=True))


@lru_cache(MANY)
def voice(word: str) -> Voice:
    """How a word speaks, in thousandths; one that is not there as the rare ones do."""
    meaning = numbers_of(f"'{word}") or numbers_of("'")
    return Voice(*(sum(map(mul, meaning, heard)) for heard in _hearing()))


@cache
def _hearing() -> tuple[_Numbers, ...]:
    """How the cues hear each number of a word, in lanes: of the word before, of the word itself, of the one behind."""
    heard = [_CUES.packed(column) for column in zip(*(cue.hears for cue in cues()), strict=True)]
    return tuple(tuple(heard[first : first + MEANING]) for first in range(0, len(heard), MEANING))


@cache
def cues() -> tuple[Cue, ...]:
    """The cues in their order."""
    said = (numbers_of(f"cue {number}") for number in range(CUES))
    votes = 1 + len(LABELS)
    return tuple(Cue(numbers[0], numbers[1:votes], numbers[votes:]) for numbers in said)


@lru_cache(MANY)
def numbers_of(name: str) -> _Numbers:
    """The numbers of a word (in tenths), a trait or a cue (in hundredths); none where it has none."""
    key = name.encode(errors="replace")
    return tuple(map(int, block(key[:START]).get(key, b"").split()))


@cache
def block(start: bytes) -> dict[bytes, bytes]:
    """What stands behind each name that begins so, as it is written: little of it is ever taken apart."""
    lines = _file()[blocks().get(start, slice(0))]
    parts = lines.replace(b"\t", b"\n").split(b"\n")  # far quicker than line by line
    return dict(zip(parts[::2], parts[1::2], strict=False))


@cache
def blocks() -> dict[bytes, slice]:
    """Where in `learnt.txt` the lines stand whose names begin so: a sentence needs few, and to copy all takes long."""
    found: dict[bytes, slice] = {}
    file, gap = _file(), b"\n\n"
    end = file.find(gap)
    while end >= 0:
        first = end + len(gap)
        end = file.find(gap, first)
        start = file[first : first + START].partition(b"\t")[0]
        found[start] = slice(first, end if end >= 0 else None)
    return found


@cache
def _file() -> bytes:
    return read_bytes("learnt.txt")

"""The first verb of a sentence and its form: an order, a passive, a statement, or no verb at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.judge.groups import (
    ALL_VERBS,
    DETERMINERS,
    LEVEL_NOUN,
    LEVEL_VERBS,
    MOVING,
    NOUN,
    PASTABLE,
    PREPOSITIONS,
    PRODUCT,
    STATE,
    TEAM_VERBS,
    is_plural,
)
from okrcli.judge.lexicon import BIT, ING, PAST, PLURAL, kinds
from okrcli.judge.lists import listed
from okrcli.judge.opening import opening
from okrcli.judge.units import UNITS as NUMBER_UNITS

if TYPE_CHECKING:
    from okrcli.judge.tokens import Sentence


def clause(sentence: Sentence, marks: list[int]) -> tuple[int, str]:
    """The token of the first verb, -1 for none, and the clause's form."""
    start = _start(sentence, marks)
    if start >= len(sentence):
        return -1, "empty"
    _restore(sentence, marks, start)
    low, mark = sentence.lows[start], marks[start]
    if sentence.low(start - 1) in ("the", "our", "your"):
        return _finite(sentence, marks, start)
    if low in ("have", "has", "having", "there"):
        done = low == "have" and sentence.low(start - 1) == "we" and _participle(sentence, marks, start + 1)
        return (start + 1, "past") if done else (start, "have")
    if _imperative(sentence, marks, start):
        if mark & ING:
            return start, "gerund"
        return start, "past" if mark & PAST else "imperative"
    return _finite(sentence, marks, start)


def _restore(sentence: Sentence, marks: list[int], start: int) -> None:
    """Let a participle that takes an object be the verb that it is: Identified 3 risks."""
    low, behind = sentence.lows[start], sentence.low(start + 1)
    if marks[start] & STATE and low.endswith("ed") and (behind[:1].isdigit() or behind in OBJECTS):
        found = (kinds(low[:-1]) | kinds(low[:-2])) & ALL_VERBS
        marks[start] |= found | PAST if found else 0


def _start(sentence: Sentence, marks: list[int]) -> int:
    """Where the sentence starts behind bullets, labels, adverbs and "we will"."""
    index = _behind_adverbial(sentence, marks, opening(sentence))
    for _ in range(8):
        low = sentence.low(index)
        label = sentence.low(index + 1) == ":" and low.isalnum()
        if label:
            index += 2
        elif low and (not low[0].isalnum() or low in OPENERS or (low.endswith("ly") and low not in NOT_ADVERBS)):
            index += 1
        else:
            break
    return index


def _behind_adverbial(sentence: Sentence, marks: list[int], index: int) -> int:
    """By the end of May, run ...; twice a year, hold ...: where the clause starts behind them."""
    if sentence.low(index) not in LEADING:
        return index
    comma = next((at for at in range(index + 1, min(index + 10, len(marks) - 1)) if sentence.lows[at] == ","), -1)
    orders = comma > 0 and marks[comma + 1] & ALL_VERBS and not marks[comma + 1] & (PAST | PLURAL | NOUN)
    return comma + 1 if orders else index


def _imperative(sentence: Sentence, marks: list[int], start: int) -> bool:
    """Whether the first word is a verb here, and no noun: "Support launches", not "Support tickets down"."""
    mark, behind = marks[start], sentence.low(start + 1)
    if mark == 0:
        return _counts_at_once(sentence, start)
    described = (mark & PAST and "-" in sentence.lows[start]) or behind == "{"  # partner-sourced revenue, a name
    measured = not mark & (NOUN | LEVEL_VERBS) and (
        _is_measured(sentence, marks, start + 1) or _is_measured(sentence, marks, start + 3, 1)
    )
    measured = measured or bool(mark & NOUN and not CROSSING.isdisjoint(sentence.lows[start + 2 : start + 4]))
    if not mark & ALL_VERBS or mark & PLURAL or described or measured or _is_stated(sentence, start):
        return False
    if (mark & (NOUN | ING) and _is_done(sentence, marks, start)) or (
        mark & PAST and _is_subject(sentence, marks, start)
    ):
        return False
    if mark & (ING | PAST):
        counted = behind[:1].isdigit() and sentence.low(start + 2) not in UNITS_BEHIND
        return not (mark & ING and mark & NOUN and behind not in DETERMINERS and not counted)
    if mark & NOUN:
        acts = _acts(sentence, marks, start + 2)
        return not acts and not _is_compound(sentence, marks, start + 1) and _takes_object(sentence, start)
    return behind not in NOT_OBJECTS


def _is_subject(sentence: Sentence, marks: list[int], start: int) -> bool:
    """Whether a participle describes a plural that does something: translated articles answer."""
    for index in range(start + 1, min(start + 5, len(sentence) - 1)):
        low = sentence.lows[index]
        if not low[0].isalpha() or low in DETERMINERS or low in PREPOSITIONS:
            return False
        acts = marks[index + 1] & (TEAM_VERBS | PRODUCT) and not marks[index + 1] & (NOUN | PAST | ING | PLURAL | STATE)
        if is_plural(low) and acts and sentence.lows[index + 1] not in PREPOSITIONS:
            return True
    return False


def _is_done(sentence: Sentence, marks: list[int], start: int) -> bool:
    """Whether the first word is part of what is done at the end: draft posts published, survey sent to members."""
    for index in range(start + 1, min(start + 8, len(sentence))):
        low, behind = sentence.lows[index], sentence.low(index + 1)
        if not low[0].isalpha() or low in DETERMINERS or low in CLAUSE_ENDS or (low in PREPOSITIONS and low != "of"):
            return False
        done = (
            marks[index] & (PAST | STATE)
            and low.endswith(("ed", "ent", "ken", "ten", "lt"))
            and not marks[index] & NOUN
        )
        if done:
            return not behind[:1].isalnum() or behind in ("to", "by", "and", "in", "before", "on", "for", "with")
    return False


def _takes_object(sentence: Sentence, start: int) -> bool:
    """Whether a word that is noun or verb is followed by what a verb takes."""
    behind = sentence.low(start + 1)
    if behind in DETERMINERS or behind[:1].isdigit() or behind in ("$", "€", "£"):
        return behind not in NOT_OBJECTS
    led = behind not in PREPOSITIONS or behind == "to"
    return led and behind[:1].isalpha() and sentence.low(start) not in MOSTLY_NOUNS


def _counts_at_once(sentence: Sentence, start: int) -> bool:
    """Whether an unknown word is a verb as a counted noun follows: Vaccinate 5,000 children."""
    word, at = sentence.word(start), start + 1
    while sentence.low(at) in AROUND_NUMBERS:
        at += 1
    nouns = sentence.lows[at + 1 : at + 4]
    if sentence.low(start) in NEVER_VERBS or not sentence.low(at)[:1].isdigit():
        return False
    if nouns[:2] == ["%", "of"]:
        return word[1:].islower() and not word.endswith(NOUN_ENDINGS)
    before = next((at for at, noun in enumerate(nouns) if noun in PREPOSITIONS or not noun.isalpha()), len(nouns))
    return (
        any(is_plural(noun) for noun in nouns[:before])
        and word[1:].islower()
        and sentence.word(at + 1)[:1].islower()
        and not word.endswith("s")
    )


def _is_measured(sentence: Sentence, marks: list[int], index: int, near: int = 2) -> bool:
    """Whether a level noun and its number follow at once: Instrument uptime of 90 %."""
    named = index < len(marks) and marks[index] & (LEVEL_NOUN | FAULT)
    if sentence.low(index) in ("rate", "ratio") and sentence.low(index + 1) in PREPOSITIONS:
        return True
    return bool(named) and any(low[:1].isdigit() for low in sentence.lows[index + 1 : index + 1 + near])


def _is_stated(sentence: Sentence, start: int) -> bool:
    """Whether a level or verb follows so soon that the first word is its noun; "wrap up" is no such case."""
    behind = sentence.lows[start + 1 : start + 4]
    return not STATED.isdisjoint(behind[1:]) or not STATED_AT_ONCE.isdisjoint(behind[:1])


def _is_compound(sentence: Sentence, marks: list[int], index: int) -> bool:
    """Whether a compound like "model accuracy" or "release defects" is what a level is stated of."""
    if not sentence.low(index)[:1].isalpha() or sentence.low(index) in DETERMINERS:
        return False
    for at in range(index + 1, min(index + 3, len(marks))):
        low = sentence.lows[at]
        if low in DETERMINERS or low in PREPOSITIONS or not low[0].isalpha():
            break
        if marks[at] & (LEVEL_NOUN | FAULT):
            index = at
    mark, behind = marks[index] if index < len(marks) else 0, sentence.low(index + 1)
    moved = index + 1 < len(marks) and marks[index + 1] & MOVING != 0
    if mark & LEVEL_NOUN:
        return not behind[:1].isalpha() or behind in PREPOSITIONS or behind in NOT_NOUNS or moved
    return bool(mark & FAULT) and (moved or behind in NOT_NOUNS)


def _finite(sentence: Sentence, marks: list[int], start: int) -> tuple[int, str]:
    """A verb later in the clause: passive, "can", or a statement in the present."""
    for index in range(start, min(start + REACHES, len(sentence))):
        if sentence.lows[index] in CLAUSE_ENDS:
            break
        if sentence.lows[index] in ("has", "have") and sentence.low(index + 1) == "been":
            continue
        if form := _helper(sentence, marks, index) or (index > start and _verb(sentence, marks, index)):
            return index, form
    return -1, "nominal"


def _helper(sentence: Sentence, marks: list[int], index: int) -> str | None:
    """The form that a helping verb gives: is done, can, has."""
    low = sentence.lows[index]
    if low in BEING:
        return "passive" if _participle(sentence, marks, index + 1) else "state"
    if low in ABLE and sentence.word(index) != "May":
        return "can"
    return "has" if low in ("has", "have") else None


def _verb(sentence: Sentence, marks: list[int], index: int) -> str | None:
    """The form that a full verb behind its subject gives."""
    low, mark = sentence.lows[index], marks[index]
    if is_plural(sentence.lows[index - 1]) and (low in BASE_FORMS or _does(sentence, index)):
        return "present"
    if _acts(sentence, marks, index):
        return "present"
    if mark & MOVING and not mark & (NOUN | PRODUCT) and low.endswith("s"):
        return "moves"
    if (mark & PRODUCT and _present(sentence, marks, index)) or _states(sentence, marks, index):
        return "present"
    past = (mark & PAST and mark & PASTABLE) or (mark & STATE and low.endswith(("ed", "en")))
    return "participle" if past and not _describes(sentence, index) else None


def _does(sentence: Sentence, index: int) -> bool:
    """Whether a verb in the plural has an object or an adverbial: alerts point to the runbook."""
    behind = sentence.low(index + 1)
    return sentence.lows[index] in DOING and (behind in OBJECTS or behind in PREPOSITIONS or behind in ADVERBIAL)


def _states(sentence: Sentence, marks: list[int], index: int) -> bool:
    """Whether any other word in -s is a verb: the system tracks usage, the bot surfaces the error."""
    low, before, behind = sentence.lows[index], sentence.lows[index - 1], sentence.low(index + 1)
    if low[-1] != "s" or low[-2:] in ("ss", "us", "is") or not low.isalpha():
        return False
    if marks[index] & NOUN or (before.endswith("ly") and before not in NOT_ADVERBS and index > 1):
        return before.endswith("ly") and not low.endswith("ings")
    if not before[0].isalpha() or is_plural(before) or before in DETERMINERS or before in PREPOSITIONS:
        return False
    known = marks[index] & TEAM_VERBS and marks[index] & PLURAL and behind not in BEING
    return behind in OBJECTS or bool(known and behind[:1].isalnum() and behind not in PREPOSITIONS)


def _acts(sentence: Sentence, marks: list[int], index: int) -> bool:
    """Whether people do something here: trial users invite."""
    if not 0 < index < len(marks) or not is_plural(sentence.lows[index - 1]):
        return False
    acting = marks[index] & (TEAM_VERBS | PRODUCT) and not marks[index] & (NOUN | PAST | ING | PLURAL | STATE)
    outside = marks[index - 1] & OUTSIDER and not marks[index - 1] & STAFF and sentence.lows[index - 1] not in UNITS
    return bool(acting and outside and sentence.lows[index] not in PREPOSITIONS)


def _describes(sentence: Sentence, index: int) -> bool:
    """Whether a participle stands before its noun: automated tests."""
    behind = sentence.low(index + 1)
    return behind[:1].isalnum() and behind not in PREPOSITIONS and behind not in NOT_NOUNS and behind not in DETERMINERS


def _participle(sentence: Sentence, marks: list[int], index: int) -> bool:
    while sentence.low(index) in PASSED_OVER or sentence.low(index).endswith("ly"):
        index += 1
    mark = marks[index] if index < len(marks) else 0
    return bool(mark & (STATE | PAST)) or sentence.low(index).endswith("ed")


def _present(sentence: Sentence, marks: list[int], index: int) -> bool:
    """Whether a word like "runs" or "supports" is a verb: a noun before it, an object or adverb behind."""
    low, before = sentence.lows[index], sentence.low(index - 1)
    if marks[index] & NOUN and (
        is_plural(before) or sentence.low(index + 1) in PREPOSITIONS or not sentence.low(index + 1)
    ):
        return False
    return low.endswith("s") and not low.endswith("ss") and before not in DETERMINERS and before not in PREPOSITIONS


PASSED_OVER = {"not", "no", "longer", "fully", "now", "being", "been", "also", "all"}
OPENERS, LEADING = listed("clause openers"), listed("clause leading")
NOT_ADVERBS = listed("clause not adverbs")
OBJECTS = ("a", "an", "the", "its", "all", "every", "each", "any", "their", "your", "our")
CROSSING = listed("clause crossing")
BASE_FORMS, DOING = listed("clause base forms"), listed("clause doing")
ADVERBIAL = ("without", "only", "automatically", "correctly", "when", "before", "after")
STATED = listed("clause stated")
STATED_AT_ONCE = STATED - {"up", "down"}
MOSTLY_NOUNS, NOT_NOUNS = listed("clause mostly nouns"), listed("clause not nouns")
REACHES = 16  # tokens behind which a first verb is not looked for
CLAUSE_ENDS = listed("clause clause ends")
BEING, ABLE = listed("clause being"), listed("clause able")
UNITS_BEHIND = NUMBER_UNITS.keys() | {"/"}
FAULT, OUTSIDER, STAFF = BIT["fault"], BIT["outsider"], BIT["staff"]
UNITS = listed("clause units")
AROUND_NUMBERS = ("at", "least", "over", "about", "around", "roughly", "all", "the")
NOUN_ENDINGS = ("s", "tion", "ment", "ness", "ity", "age", "ance", "ence", "ing", "ship", "ism")
NEVER_VERBS, NOT_OBJECTS = listed("clause never verbs"), listed("clause not objects")

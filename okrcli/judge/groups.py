"""Kinds of words that belong together, and the small words between them."""

from __future__ import annotations

from okrcli.judge.lexicon import BIT
from okrcli.judge.lists import listed


def bits(*names: str) -> int:
    return sum(BIT[name] for name in names)


def is_plural(low: str) -> bool:
    return low in PEOPLE or (low[-1] == "s" and low[-2:] not in ("ss", "us", "is"))


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
PRODUCT = BIT["product verb"]
VERBAL = PRODUCT | ALL_VERBS
STATE = bits("released", "done", "made")
PASTABLE = STATE | TEAM_VERBS
LEVEL_NOUN = bits("reaction", "performance", "rate", "money", "cost")
DUE = bits("release verb", "make verb", "finish verb", "decide verb", "raise", "improve", "reach")
DETERMINERS = listed("groups determiners")
PREPOSITIONS = listed("groups prepositions")
PEOPLE = listed("groups people")
WORK = bits("own noun", "plan", "scope thing", "deliverable")

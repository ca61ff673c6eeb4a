"""What people put around a goal in a line: boxes, numbers, priorities, owners, tags, scores."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

OBJECTIVE, KEY_RESULT = "objective", "key result"


class Marked(NamedTuple):
    """A line without its marks, and what they say; `kind` where the line says what it is."""

    text: str
    kind: str = ""
    number: str = ""
    who: str = ""  # before the mark: 'CRO KR: …'
    owner: str = ""  # after a sign: '@ana', 'Owner: ana'
    tags: tuple[str, ...] = ()
    score: str = ""
    told: bool = False  # how it ended, in words: '=> done'
    ticked: bool = False


_BOX: Final = re.compile(r"\[[ xX~/-]?\]\s+")
_ENUMERATED: Final = re.compile(r"\(?\d{1,2}(?:\.\d{1,2})*[.)]\s+")
_PRIORITY: Final = re.compile(r"(?:\[P\d\]|\(P\d\)|P\d(?=\s*[-\u2013:]))\s*[-\u2013:]?\s*")
_HANDLE: Final = re.compile(r"@(?P<owner>[\w.-]+)\s*[-\u2013:]\s+")
_NUMBER: Final = r"(?:\s*#?(?P<number>\d+(?:\.\d+)*[a-z]?))?"
_SIGN: Final = r"(?:\s*:\s*|\s*[.)](?:\s+|$)|\s+[-\u2013\u2014](?:\s+|$)|$)"
_KEY_RESULT: Final = re.compile(
    rf"(?P<who>[^:=>\u2192]{{0,60}}?)\s?-?\b(?:KR|key[- ]results?){_NUMBER}{_SIGN}(?P<text>.*)", re.IGNORECASE
)
_OBJECTIVE: Final = re.compile(
    rf"(?:(?:objective|obj){_NUMBER}|O\s?#?(?P<short>\d+(?:\.\d+)*)|O(?=:)){_SIGN}(?P<text>.*)",
    re.IGNORECASE,
)
_ARROW: Final = re.compile(r"\s*=+>\s*(?P<status>.*)$")
_SHARE: Final = re.compile(r"\s*(?P<score>\d+(?:\.\d+)?\s?%)(?![\w+])")
_COMPLETE: Final = re.compile(r"(?<=[.)])\s+(?P<score>\d+(?:\.\d+)?\s?%) complete\b.*$", re.IGNORECASE)
_LEVEL: Final = re.compile(r"(?:^|(?<! to)\s)[$\u20ac]?\d(?:[\d.,]*\d)?\s?%?$")
_ISSUE: Final = re.compile(r"\s*\(#\d+\)$")
_OWNED: Final = re.compile(
    r"\s*(?:[-\u2013\u2014|(,]\s*)?\b(?:owners?|DRI|lead|responsible)\s*[: ]\s*"
    r"(?P<owner>@[\w.-]+|(?<=: )[^()\[\]:]{2,40})\)?$"
    r"|\s*(?:[-\u2013\u2014|,]\s*|\()@(?P<handle>[\w.-]+)\)?$",
    re.IGNORECASE,
)
_SCORED: Final = re.compile(
    r"\s*[-\u2013\u2014(\[|,.]*\s*\b(?:final )?(?:score|grade)\s*[:=]?\s*"
    r"(?P<score>[01](?:\.\d+)?|\d+(?:\.\d+)?\s?%)[)\]]*$",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"\s*\[(?P<tag>[A-Z][\w &/.-]{1,24})\]$")
_NO_TAGS: Final = frozenset(("TBD", "TBC", "WIP", "DONE", "XX", "XXX", "TODO", "NEW"))
_LONGEST_ROLE: Final = 7  # words
_SMALL: Final = frozenset(("of", "and", "the", "for"))
_ROLE: Final = re.compile(r"(?P<who>[^:.!?]{2,60}):\s+(?P<text>\S.*)")


def unmark(line: str) -> Marked:
    """A line without its marks."""
    text = line.strip(" *_")
    ticked = text[:3] in {"[x]", "[X]"}
    text = _front(text)
    kind, number, who, text = _kind(text)
    text = _front(text)
    handle = _HANDLE.match(text)
    text = text[handle.end() :] if handle else text
    text, score, told = _status(text)
    if scored := _SCORED.search(text):
        text, score = text[: scored.start()], scored["score"]
    text, owner, tags = _tail(text)
    return Marked(text, kind, number, who, handle["owner"] if handle else owner, tags, score, told, ticked)


def bare(text: str) -> str:
    """A title in a cell without its number and what it says it is: 'KR 1: …', '2. …'."""
    text = _front(text)
    kind, _, who, rest = _kind(text)
    return _front(rest) if kind and rest and not who else text


def _front(text: str) -> str:
    """Without box, number and priority."""
    for pattern in (_BOX, _ENUMERATED, _PRIORITY):
        match = pattern.match(text)
        text = text[match.end() :] if match else text
    return text


def _kind(text: str) -> tuple[str, str, str, str]:
    """What the line says it is, its number, who stands before that, and the rest."""
    if match := _KEY_RESULT.fullmatch(text):
        who = match["who"].strip(" -\u2013(")
        if len(who.split()) < _LONGEST_ROLE and not re.search(r"[.!?;]$", who):
            if who and not match["text"] and not text.endswith(":"):
                return "", "", "", text  # 'Objectives and Key Results' is a title
            coded = re.fullmatch(r"[A-Z]{1,3}", who) and match[0][: match.start("text")].count("-KR")
            return KEY_RESULT, match["number"] or "", "" if coded else who, match["text"].strip()
    if match := _OBJECTIVE.fullmatch(text):
        return OBJECTIVE, match["number"] or match["short"] or "", "", match["text"].strip()
    return "", "", "", text


def _status(text: str) -> tuple[str, str, bool]:
    """Without what is told at the end of the cycle; the score in it, and whether it has words: '=> late'.

    Between two numbers the arrow is part of the goal, '10% => 20%', but not in 'to 20% => 80%'.
    """
    arrow = _ARROW.search(text)
    before = text[: arrow.start()].rstrip() if arrow else ""
    if arrow and not (_LEVEL.search(before) and arrow["status"][:1].isdigit()):
        share = _SHARE.match(arrow["status"])
        score = share["score"] if share else ""
        return before, score, arrow["status"].strip(" .") != score
    complete = _COMPLETE.search(text)
    return (text[: complete.start()], complete["score"], False) if complete else (text, "", False)


def _tail(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Without issue numbers, owners and team tags at the end."""
    owner, tags = "", list[str]()
    while True:
        text = text.rstrip()
        if match := _ISSUE.search(text):
            pass
        elif (match := _TAG.search(text)) and match["tag"] not in _NO_TAGS:
            tags.insert(0, match["tag"])
        elif not owner and (match := _OWNED.search(text)):
            owner = match["owner"] or match["handle"]
        else:
            return text, owner, tuple(tags)
        text = text[: match.start()]


def split_role(text: str, roles: frozenset[str]) -> tuple[str, str]:
    """The role before a colon, known or with capitals throughout, and the rest: 'CFO: Close the books'."""
    match = _ROLE.fullmatch(text)
    if not match:
        return "", text
    who = match["who"].strip()
    words = re.findall(r"[^\W\d_]+", who)
    capitals = len(words) <= _LONGEST_ROLE and all(word[0].isupper() or word in _SMALL for word in words)
    return (who, match["text"]) if who in roles or capitals else ("", text)

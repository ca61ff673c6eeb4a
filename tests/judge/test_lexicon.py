from __future__ import annotations

import re
from pathlib import Path

import pytest

import okrcli.judge
from okrcli.judge.lexicon import BIT, ING, KINDS, PAST, PLURAL, known, lexicon

HERE = Path(okrcli.judge.__file__).parent


def test_every_section_is_a_kind_and_every_kind_a_section() -> None:
    sections = re.findall(r"(?m)^\[(.+)\]$", (HERE / "words.txt").read_text(encoding="utf-8"))
    assert sorted(set(sections)) == sorted(KINDS)


def test_every_list_is_used() -> None:
    named = re.findall(r"(?m)^== (.+)$", (HERE / "lists.txt").read_text(encoding="utf-8"))
    code = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("*.py"))
    assert len(named) == len(set(named))
    assert [name for name in named if f'("{name}")' not in code] == []


@pytest.mark.parametrize(
    ("word", "root", "form"),
    [
        ("launched", "launch", PAST),
        ("shipping", "ship", ING),
        ("studies", "study", PLURAL),
        ("organising", "organise", ING),
        ("signups", "signup", 0),
        ("web-dashboards", "dashboards", 0),
    ],
)
def test_inflections_and_spellings_are_found(word: str, root: str, form: int) -> None:
    found, kinds = known(word)
    assert kinds
    assert found in (root, word)
    assert not form or found == word or kinds & form


def test_people_are_known_by_their_ending() -> None:
    assert known("beekeepers")[1] & BIT["outsider"]
    assert known("zzz") == ("zzz", 0)


def test_phrases_come_longest_first() -> None:
    for entries in lexicon()[1].values():
        lengths = [len(parts) for parts, _ in entries]
        assert lengths == sorted(lengths, reverse=True)

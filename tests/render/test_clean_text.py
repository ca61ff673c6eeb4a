"""Any text at all, made harmless and no less readable."""

# ruff: noqa: RUF001 - the signs that people see
from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from okrcli.render.clean import clean, cut, in_ascii, without_commands
from okrcli.render.json import dump

ANY = st.text(st.characters(exclude_categories=[]))
HOSTILE = st.lists(st.sampled_from(["::", "##[", "a", "]", " ", "\n", "\x1b[31m", "\u202e", "\r", "##", "["])).map(
    "".join
)
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@given(ANY | HOSTILE)
def test_a_clean_text_is_one_line_that_nothing_obeys(text: str) -> None:
    assert not UNSEEN.search(clean(text))
    assert "##[" not in clean(text)
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S"], exclude_characters="#")))
def test_letters_of_every_script_are_shown_as_they_are(text: str) -> None:
    assert clean(text) == text


def test_what_cannot_be_seen_is_shown_by_its_number() -> None:
    assert clean("a\x1b[31mb\u202ec\x9bd\ud800") == "a<U+001B>[31mb<U+202E>c<U+009B>d<U+D800>"
    assert clean("a\nb\tc") == "a b c"
    assert clean("\U0001f469\u200d\U0001f680 e\u0301") == "\U0001f469\u200d\U0001f680 e\u0301"


@given(HOSTILE)
def test_no_line_begins_a_command(text: str) -> None:
    lines = without_commands(text).split("\n")
    assert not any(line.lstrip().startswith("::") for line in lines)
    assert "\n".join(lines).replace("\\", "") == text


def test_commands_are_broken_where_they_begin() -> None:
    assert without_commands("::error::a\n b::c\n  ::d\n") == "\\::error::a\n b::c\n\\  ::d\n"


@given(ANY, st.integers(1, 20))
def test_a_cut_text_is_no_longer_than_asked_for(text: str, width: int) -> None:
    assert len(cut(text, width)) <= width
    assert cut(text, len(text)) == text


def test_our_signs_have_names_in_ascii() -> None:
    assert in_ascii("66 → ≥ 20 · “a…” │ — 4–5 €") == '66 -> >= 20 - "a..." | - 4-5 EUR'
    assert in_ascii("日本 é") == "日本 é"


@given(st.recursive(ANY | HOSTILE | st.none() | st.booleans() | st.integers(), st.lists))
def test_json_holds_any_text_and_obeys_none(value: object) -> None:
    for indent in (2, None):
        written = dump(value, indent=indent)
        assert not UNSEEN.search(written.replace("\n", ""))
        assert "##[" not in written
        assert json.loads(written) == value

from __future__ import annotations

import math
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from okrcli.errors import OkrError
from okrcli.goals.emit import scalar
from okrcli.goals.source import Source

hidden = "".join(map(chr, [*range(9), *range(11, 32), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F)]))
hidden += "\u2066\u2067\u2068\u2069\ufeff"
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=hidden))
tricky = st.lists(
    st.sampled_from(
        [
            ": ",
            " #",
            "- ",
            "'",
            '"',
            "\\",
            "\n",
            "\r\n",
            "\t",
            "%",
            "{",
            "]",
            ",",
            "a",
            "no",
            "é",
            "👩‍💻",
            " ",
            "<<<<<<< ",
        ]
    )
).map("".join)
numbers = st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e15, 1e15, allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (63.5, "63.5"),
        (64.0, "64"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (True, "true"),
        (date(2026, 7, 13), "2026-07-13"),
        ("Raise completion from 61% to 75%", "Raise completion from 61% to 75%"),
        ("https://dash.example/checkout", "https://dash.example/checkout"),
        ('it\'s "fine"', 'it\'s "fine"'),
        ("no", '"no"'),
        ("12:30", '"12:30"'),
        ("010", '"010"'),
        ("2026-07-13", '"2026-07-13"'),
        ("note: this", '"note: this"'),
        ("see issue #5", '"see issue #5"'),
        ("C#", "C#"),
        (": x", '": x"'),
        ("- a", '"- a"'),
        ("ends:", '"ends:"'),
        (" padded ", '" padded "'),
        ("two\nlines", '"two\\nlines"'),
        ("", '""'),
        ("%", '"%"'),
    ],
)
def test_a_value_is_plain_where_nothing_can_be_misread(value: str | float | date, written: str) -> None:
    assert scalar(value) == written


def test_inside_brackets_more_is_quoted() -> None:
    assert scalar("slow, then fast", flow=True) == '"slow, then fast"'
    assert scalar("slow, then fast") == "slow, then fast"


@given(texts | tricky, st.booleans())
def test_any_text_reads_back_as_it_was(text: str, flow: bool) -> None:
    written = scalar(text, flow=flow)
    document = (
        f"key: {{value: {written}, list: [{written}]}}\n"
        if flow
        else f"key:\n  value: {written}\n  list:\n    - {written}\n"
    )
    source = Source(document)
    assert source.problems == ()
    assert source.data == {"key": {"value": text, "list": [text]}}


@given(texts | tricky)
def test_other_readers_agree(text: str) -> None:
    assert YAML(typ="safe", pure=True).load(StringIO(f"key: {scalar(text)}\n")) == {"key": text}


@given(numbers)
def test_any_number_reads_back_as_it_was(number: float) -> None:
    assert Source(f"key: {scalar(number)}\n").data == {"key": number}


@pytest.mark.parametrize("value", ["a\x1bb", "a\u202eb", "a\ud800b", "x" * 100_001, 1e16, math.inf, math.nan])
def test_what_no_file_may_hold_is_refused(value: str | float) -> None:
    with pytest.raises(OkrError):
        scalar(value)

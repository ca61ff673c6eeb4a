from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrcli.errors import OkrError
from okrcli.goals.model import CHECK_IN, CheckIn, Reading
from okrcli.goals.source import Source
from okrcli.goals.workspace import load
from okrcli.rhythm.checkin import compose, parse_value

MONDAY = date(2026, 7, 13)


def test_a_checkin_is_written_as_people_would_write_it() -> None:
    checkin = CheckIn(
        date=MONDAY,
        by="ana",
        confidence={"checkout-trust": 0.6},
        results={
            "checkout-trust/completion": Reading(value=63.5),
            "checkout-trust/disputes": Reading(value=0.3, confidence=0.8, note="calm, for once"),
            "checkout-trust/audit": Reading(done=("scoping",)),
            "checkout-trust/refunds": Reading(done=True),
        },
        issues=("Apple Pay was down for three days",),
        plan=("Address autofill: 10% of buyers",),
    )
    path, text = compose("2026-Q3", "payments", checkin)
    assert path == "okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml"
    assert text == (
        "date: 2026-07-13\n"
        "by: ana\n"
        "confidence: {checkout-trust: 0.6}\n"
        "results:\n"
        "  checkout-trust/completion: 63.5\n"
        '  checkout-trust/disputes: {value: 0.3, confidence: 0.8, note: "calm, for once"}\n'
        "  checkout-trust/audit: {done: [scoping]}\n"
        "  checkout-trust/refunds: {done: true}\n"
        "issues:\n"
        "  - Apple Pay was down for three days\n"
        "plan:\n"
        '  - "Address autofill: 10% of buyers"\n'
    )


def test_the_second_checkin_of_a_day_is_numbered() -> None:
    checkin = CheckIn(date=MONDAY, by="ana")
    first, text = compose("2026-Q3", "payments", checkin)
    second, _ = compose("2026-Q3", "payments", checkin, {first})
    third, _ = compose("2026-Q3", "payments", checkin, {first, second})
    assert [path.rpartition("/")[2] for path in (first, second, third)] == [
        "2026-07-13-payments-ana.yaml",
        "2026-07-13-payments-ana-2.yaml",
        "2026-07-13-payments-ana-3.yaml",
    ]
    workspace = load([(path, text) for path in (first, second, third)])
    assert workspace.problems == []
    assert [file.team for file in workspace.checkins] == ["payments"] * 3


@pytest.mark.parametrize(("team", "by"), [("../x", "ana"), ("payments", "Ana Maria"), ("payments", "../../etc")])
def test_names_that_are_no_ids_stay_out_of_paths(team: str, by: str) -> None:
    with pytest.raises(OkrError, match="cannot be in the name of a file"):
        compose("2026-Q3", team, CheckIn(date=MONDAY, by=by))


@pytest.mark.parametrize(
    ("checkin", "said"),
    [
        (
            CheckIn(date=MONDAY, by="ana", issues=("a\x1b[2Jb",)),
            "the invisible character U+001B is not allowed",
        ),
        (CheckIn(date=MONDAY, by="ana", plan=("  ",)), "`plan` is empty"),
        (CheckIn(date=MONDAY, by="ana", confidence={"trust": 60}), "must be a number from 0 to 1"),
        (CheckIn(date=date(1066, 10, 14), by="ana"), "`date` is not a date"),
    ],
)
def test_what_no_checkin_may_say_is_refused(checkin: CheckIn, said: str) -> None:
    with pytest.raises(OkrError) as caught:
        compose("2026-Q3", "payments", checkin)
    assert said in caught.value.message


hidden = "".join(map(chr, [*range(9), *range(11, 32), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F)]))
hidden += "\u2066\u2067\u2068\u2069\ufeff"
plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=hidden), min_size=1)
marks = st.sampled_from(
    ["no", "12:30", ": x", "- a", "'", '"', "a\nb", "👩‍💻", "# x", "{a: 1}", "<<<<<<< HEAD", "@ana", "null"]
)
texts = (plain | marks).filter(lambda text: not text.isspace())
shares = st.floats(0, 1) | st.integers(0, 1)
amounts = st.floats(-1e15, 1e15, allow_nan=False) | st.integers(-(10**15), 10**15)
names = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}(/[a-z0-9][a-z0-9-]{0,8})?", fullmatch=True)
fields: dict[str, st.SearchStrategy[Any]] = {
    "value": amounts,
    "confidence": shares,
    "note": texts,
    "done": st.booleans() | st.lists(texts).map(tuple),
    "answer": st.sampled_from(["answered", "partly", "open"]),
}
readings = st.fixed_dictionaries({}, optional=fields).map(lambda said: Reading(**said))
checkins = st.builds(
    CheckIn,
    date=st.dates(date(1900, 1, 1), date(2999, 12, 31)),
    by=st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True),
    confidence=st.dictionaries(names, shares, max_size=3),
    results=st.dictionaries(names, readings, max_size=3),
    issues=st.lists(texts, max_size=3).map(tuple),
    plan=st.lists(texts, max_size=3).map(tuple),
)


@given(checkins)
def test_any_checkin_reads_back_as_it_was_meant(checkin: CheckIn) -> None:
    _, text = compose("2026-Q3", "payments", checkin)
    problems: list[Any] = []
    source = Source(text)
    assert source.problems == ()
    assert CHECK_IN.read(source.data, (), problems) == checkin
    assert problems == []


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("63.5", 63.5),
        ("63,5 %", 63.5),
        (" 75% ", 75),
        ("1.2k", 1200),
        ("4.35k", 4350),
        ("3M", 3_000_000),
        ("-2", -2),
        ("+3", 64.1),
        ("+0.2", 61.3),
        ("+-1,1", 60),
        ("=", 61.1),
        ("0,125", 0.125),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, value: float) -> None:
    assert parse_value(typed, last=61.1) == value


@pytest.mark.parametrize(
    "typed", ["", "many", "1.2.3", "1_000", "nan", "inf", "1e400", "12:30", "++3", "=3", "٣", "9" * 400]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(OkrError):
        parse_value(typed, last=1)


def test_a_comma_that_may_group_thousands_is_asked_about() -> None:
    with pytest.raises(OkrError) as caught:
        parse_value("1,200")
    assert (caught.value.message, caught.value.hint) == (
        "'1,200' can be read in two ways",
        "type 1200 or 1.200",
    )


@pytest.mark.parametrize("typed", ["+3", "="])
def test_a_relative_number_needs_an_earlier_one(typed: str) -> None:
    with pytest.raises(OkrError, match="needs an earlier value"):
        parse_value(typed)

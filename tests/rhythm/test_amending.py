"""Amendments: the value and the entry are new, everything else is byte for byte what it was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from okrcli.errors import OkrError
from okrcli.goals.address import Address
from okrcli.goals.model import Amendment, KeyResult
from okrcli.goals.source import Source
from okrcli.goals.workspace import load
from okrcli.rhythm.amending import Amended, Why, amend, confess

PATH = "okrs/2026-Q3/payments.yaml"
AT = Address("2026-Q3", "payments", "trust", "completion")
WHY = Why(date(2026, 8, 20), "The bank: 10% more", "world-changed", "ana")
BLOCK = """\
team: payments
objectives:
  trust:
    title: Buyers trust us   # theirs
    key_results:
      completion:

        title: "Raise completion from 61% to 75%"
        baseline: 61
        target:   75    # three in four
        # a remark
      audit: {kind: milestone, title: The audit is passed}
"""
FLOW = """\
team: payments
objectives:
  trust:
    title: Buyers trust us
    key_results:
      completion: {title: Raise completion, baseline: 61, target: 75,  weight: 2 }  # dense
      audit: {kind: milestone, title: The audit is passed}
"""


def goal(text: str) -> KeyResult:
    read = load([(PATH, text)])
    assert read.problems == []
    return next(at.key_result for at in read.key_results if at.address == AT)


def amended(text: str, **wanted: Any) -> Amended:
    return amend(text, AT, goal(text), wanted, WHY, end="2026-09-30")


def test_a_value_is_spliced_and_the_entry_is_last() -> None:
    assert amended(BLOCK, target=70).text == BLOCK.replace("target:   75 ", "target:   70 ").replace(
        "        # a remark\n",
        "        amendments:\n"
        "          - {date: 2026-08-20, field: target, from: 75, to: 70, kind: world-changed, "
        'reason: "The bank: 10% more", by: ana}\n'
        "        # a remark\n",
    )


def test_in_braces_it_stays_in_braces() -> None:
    assert amended(FLOW, target=70).text == FLOW.replace("target: 75,  weight: 2 }", "target: 70,  weight: 2, "
        "amendments: [{date: 2026-08-20, field: target, from: 75, to: 70, kind: world-changed, "
        'reason: "The bank: 10% more", by: ana}] }')  # fmt: skip


@pytest.mark.parametrize("text", [BLOCK, FLOW])
@pytest.mark.parametrize("present", ["[]", "[{date: 2026-08-01, field: title, reason: it was wrong}]", None])
def test_a_second_amendment_joins_the_first(text: str, present: str | None) -> None:
    if present is None:
        text = amended(text, target=80).text
    elif text is FLOW:
        text = text.replace("weight: 2 ", f"weight: 2, amendments: {present} ")
    else:
        text = text.replace("        # a remark", f"        amendments: {present}\n        # a remark")
    before = goal(text).amendments
    new = amended(text, target=70)
    assert goal(new.text).amendments == (*before, *new.amendments)
    assert new.amendments[0].before == goal(text).target


def test_what_was_not_there_is_added() -> None:
    new = amended(BLOCK, due="2026-10-15", weight=0)
    assert (goal(new.text).due, goal(new.text).weight) == (date(2026, 10, 15), 0)
    assert "        due: 2026-10-15\n" in new.text
    assert [(one.field, one.before, one.after) for one in new.amendments] == [
        ("due", "2026-09-30", "2026-10-15"),
        ("weight", 1, 0),
    ]


def test_quotes_stay_quotes() -> None:
    new = amended(BLOCK, title="Raise completion")
    assert '        title: "Raise completion"\n' in new.text


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("kind: range, between: [38, 46]", {"between": "38,50"}),
        ("baseline: 1, levels: {commit: 2, target: 3}", {"levels.commit": 1.5}),
        ("baseline: 1, levels: {commit: 2, target: 3}", {"levels.stretch": 5}),
        ("baseline: 1, target: 9, curve: {2026-08-01: 5}", {"curve.2026-08-01": 4}),
        ("kind: threshold, at_most: 0.4, guardrail: true", {"guardrail": "false", "at_most": 0.5}),
        ("baseline: 1, target: 9", {"not_yet_observable_until": "2026-09-01", "metric": "days, not hours"}),
    ],
)
def test_every_kind_of_field_can_be_amended(keys: str, wanted: dict[str, Any]) -> None:
    text = FLOW.replace("baseline: 61, target: 75,  weight: 2", keys)
    new = amend(text, AT, goal(text), wanted, WHY, end="2026-09-30")
    for one in new.amendments:
        assert goal(new.text) != goal(text)
        assert one in goal(new.text).amendments


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"target": 75}, "target is 75 already"),
        ({"target": "many"}, "'many' cannot be the `target`"),
        ({"owner": "ben"}, "'owner' cannot be amended"),
        ({"levels": 3}, "3 cannot be the `levels`"),
        ({"levels.commit": 68}, "'commit' cannot be added here"),
        ({"title": "a\u202eb"}, "not allowed"),
    ],
)
def test_what_cannot_be_is_refused(wanted: dict[str, Any], said: str) -> None:
    with pytest.raises(OkrError, match=said):
        amend(BLOCK, AT, goal(BLOCK), wanted, WHY, end="2026-09-30")


def test_a_reason_cannot_break_out() -> None:
    why = WHY._replace(reason='x}\n- "{: # `')
    new = amend(BLOCK, AT, goal(BLOCK), {"target": 70}, why, end="2026-09-30")
    assert goal(new.text).amendments[0].reason == why.reason


def test_what_was_done_in_silence_is_said_later() -> None:
    entry = Amendment(date=date(2026, 8, 20), field="target", before=80, after=75, reason="It was too much")
    new = confess(BLOCK, AT, (entry,))
    assert (goal(new.text).target, goal(new.text).amendments) == (75, (entry,))


_WORDS = some.text(some.sampled_from("abc #:'\"{}[],-%é\n🙂"), min_size=1, max_size=12).filter(str.strip)
_NUMBERS = some.one_of(some.integers(-(10**6), 10**6), some.floats(-1e6, 1e6).map(lambda x: round(x, 4)))
_COMMENTS = some.sampled_from(["", "  # why", "  #: a {b} [c]"])


@some.composite
def files(draw: Any) -> str:
    """Goals files in many styles: block and flow, comments, blank lines, CRLF, no last line end."""
    comment, gap = draw(_COMMENTS), draw(some.sampled_from(["", "\n", "        # remark\n"]))
    keys = ["title: Raise it", f"baseline: {draw(some.integers(0, 9))}", "target: 75"]
    keys = draw(some.permutations(keys)) + draw(some.sampled_from([[], ["weight: 2"], ["amendments: []"]]))
    if draw(some.booleans()):
        space = draw(some.sampled_from(["", " "]))
        body = f"      completion: {{{space}{', '.join(keys)}{space}}}{comment}\n"
    else:
        body = "      completion:\n" + gap.join(f"        {key}{comment}\n" for key in keys)
    after = draw(some.sampled_from(["", "      audit: {kind: milestone, title: The audit}\n", "  # the end\n", "\n\n"]))
    text = f"team: payments\nobjectives:\n  trust:\n    title: Trust\n    key_results:\n{body}{after}"
    text = text.rstrip("\n") if draw(some.booleans()) else text
    return text.replace("\n", "\r\n") if draw(some.booleans()) else text


@settings(max_examples=300, deadline=None)
@given(files(), _NUMBERS.filter(lambda number: number != 75), _WORDS)
def test_everything_else_is_byte_for_byte_as_it_was(text: str, target: float, reason: str) -> None:
    new = amend(text, AT, goal(text), {"target": target}, WHY._replace(reason=reason), end="2026-09-30")
    assert goal(new.text).target == target
    assert goal(new.text).amendments[-1].reason == reason
    start, end = Source(text).scalar_slice(("objectives", "trust", "key_results", "completion", "target")) or (0, 0)
    after = Source(new.text).scalar_slice(("objectives", "trust", "key_results", "completion", "target")) or (0, 0)
    assert new.text[: after[0]] == text[:start] or new.text[after[1] :] == text[end:]
    # but for the value and one insertion it is the same text
    same = [text[:start] + new.text[slice(*after)] + text[end:], new.text]
    front = next((i for i, (a, b) in enumerate(zip(*same, strict=False)) if a != b), min(map(len, same)))
    assert same[0] == new.text[:front] + new.text[len(new.text) - (len(same[0]) - front) :]

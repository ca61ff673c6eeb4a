"""Files as a line for each field: never a failure, whatever is in them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as some

from okrcli.render.fields import lines

CHECKIN = b"""\
date: 2026-08-17
by: ana
confidence: {trust: 0.6}
results:
  trust/completion: 66.5
  trust/audit: {done: [scoping], note: "calm: for once"}
issues: [One is open]
"""


def test_a_check_in_names_its_day_and_person_in_every_line() -> None:
    assert lines(CHECKIN) == (
        "2026-08-17 ana date: 2026-08-17\n"
        "2026-08-17 ana by: ana\n"
        "2026-08-17 ana confidence trust: 0.6\n"
        "2026-08-17 ana results trust/completion: 66.5\n"
        "2026-08-17 ana results trust/audit: done: [scoping], note: calm: for once\n"
        "2026-08-17 ana issues: [One is open]\n"
    )


def test_odd_shapes_are_shown_as_they_are() -> None:
    assert lines(b"team: x\nobjectives: {a: 3, b: {key_results: {c: {}}, title: [1, true]}}\n") == (
        "team: x\nx/a: 3\nx/b title: [1, true]\n"
    )
    assert lines(b"- 1\n").splitlines()[0] == "okr cannot read this: it is no mapping"
    assert lines(b"").startswith("okr cannot read this")


@settings(max_examples=300, deadline=None)
@given(some.binary(max_size=60) | some.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_nothing_fails_and_nothing_hides(content: bytes) -> None:
    shown = lines(content)
    assert not any(ord(character) < 32 and character != "\n" for character in shown)
    assert "\u202e" not in shown

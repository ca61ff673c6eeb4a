"""okr due: who is waited for, in the formats of people, calendars and chats."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from desk import FILES, Desk, commit_all

if TYPE_CHECKING:
    from pathlib import Path

NEXT_WEEK = {"OKR_TODAY": "2026-08-25"}
HOSTILE = "@ana <!channel> *bold* [x](http://e.vil) #12 `a` | b"


def test_the_stale_come_first_and_each_person_is_named(desk: Desk) -> None:
    ran = desk.okr("due", "--team", "payments", **NEXT_WEEK)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Acme · 2026-Q3 · check-ins due by 2026-08-25 · as of 2026-08-25\n"
        "6 key results wait for a check-in, 3 of them stale\n"
        "\n"
        "ana\n"
        "  payments/checkout-trust/refunds     not known yet  never, 55 d\n"
        "  payments/checkout-trust/completion  66.5 → 75%     8 d ago\n"
        "  payments/checkout-trust/disputes    0.3 → ≤ 0.4%   8 d ago\n"
        "\n"
        "ben\n"
        "  payments/why-carts/reasons     open          never, 55 d\n"
        "  payments/why-carts/price       open          never, 55 d\n"
        "  payments/checkout-trust/audit  1 of 2 steps  8 d ago\n"
        "\n"
        "`okr checkin` asks for yours\n"
    )


def test_what_was_reported_in_this_period_or_is_settled_waits_for_nobody(desk: Desk) -> None:
    assert desk.okr("checkin", "completion=68", "audit=done", "refunds=4", "reasons=answered").code == 0
    paths = [
        one["address"] for one in desk.okr("due", "--team", "payments", "--format", "json").data["result"]["waiting"]
    ]
    assert paths == ["payments/checkout-trust/disputes", "payments/why-carts/price"]
    later = desk.okr("due", "--team", "payments", "--format", "json", **NEXT_WEEK).data["result"]
    assert [one["address"] for one in later["waiting"]][:2] == [
        "payments/checkout-trust/completion",
        "payments/checkout-trust/disputes",
    ] or later["due"] >= 2
    assert "payments/checkout-trust/audit" not in {one["address"] for one in later["waiting"]}


@pytest.mark.parametrize(("level", "code"), [("never", 0), ("stale", 1), ("due", 1)])
def test_the_exit_code_is_for_programs(desk: Desk, level: str, code: int) -> None:
    assert desk.okr("due", "--fail-on", level).code == code
    assert desk.okr("due", "--person", "ana", "--fail-on", "stale", "--format", "json").code == 1
    wrong = desk.okr("due", "--fail-on", "new")
    assert (wrong.code, wrong.err.splitlines()[0]) == (2, "error: --fail-on is one of never, stale, due, not 'new'")


def test_mine_are_those_that_git_says(desk: Desk) -> None:
    data = desk.okr("due", "--mine", "--format", "json").data["result"]
    assert {one["person"] for one in data["waiting"]} == {"ana"}


def test_a_cycle_that_is_over_waits_for_its_review(desk: Desk) -> None:
    ran = desk.okr("due", "--fail-on", "due", OKR_TODAY="2026-10-02")
    assert ran.code == 1
    assert "2026-Q3 is over and not closed: payments, platform (`okr close 2026-Q3`)" in ran.out
    desk.write("okrs/2026-Q3/reviews/payments.yaml", "date: 2026-10-01\nby: ana\n")
    assert "not closed: platform (" in desk.okr("due", OKR_TODAY="2026-10-02").out


@pytest.fixture
def hostile(tmp_path: Path) -> Desk:
    made = Desk(tmp_path / "hostile")
    for path, text in FILES.items():
        title = json.dumps(HOSTILE)
        made.write(path, text.replace("title: Know how long a refund takes", f"title: {title}"))
    commit_all(made)
    return made


def test_a_page_mentions_nobody(hostile: Desk) -> None:
    page = hostile.okr("due", "--format", "markdown", **NEXT_WEEK).out
    (line,) = [line for line in page.splitlines() if "refunds" in line]
    assert "@ana" not in line
    assert " #12" not in line
    assert "&#60;!\u200bchannel&#62; &#42;bold&#42; &#91;x&#93;" in line
    assert page.startswith("## Check-ins due by 2026-08-25\n\n8 key results wait")


def test_a_calendar_has_an_event_a_person(hostile: Desk) -> None:
    text = hostile.okr("due", "--format", "ics", **NEXT_WEEK).out
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 3
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = re.sub(r"\r?\n ", "", text)
    assert "SUMMARY:OKR check-in: ana (3)" in whole
    assert "DTSTART;VALUE=DATE:20260825" in whole
    assert len(set(re.findall(r"UID:(\S+)", whole))) == 3


def test_chats_get_payloads_in_which_nothing_is_marked_up(hostile: Desk) -> None:
    slack = hostile.okr("due", "--format", "slack", **NEXT_WEEK).data
    said = json.dumps(slack, ensure_ascii=False)
    assert "<!channel>" not in said
    assert "&lt;!channel&gt;" in said
    assert len(slack["blocks"]) <= 50
    assert all(len(block["text"]["text"]) <= 3000 for block in slack["blocks"])
    card = hostile.okr("due", "--format", "teams", **NEXT_WEEK).data["attachments"][0]["content"]
    assert card["type"] == "AdaptiveCard"
    assert any("\\[x\\]\\(http" in block["text"] for block in card["body"])


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("ascii_only", ["", "1"])
def test_no_line_is_wider_than_the_screen(hostile: Desk, width: int, ascii_only: str) -> None:
    out = hostile.okr("due", COLUMNS=str(width), OKR_ASCII=ascii_only, **NEXT_WEEK).out
    table = [line for line in out.splitlines() if line.startswith("  ")]
    assert max(map(len, table)) <= width

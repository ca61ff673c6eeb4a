"""What is due: for a terminal, a page, a calendar and chats."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from okrcli.render import cells, marks
from okrcli.render.clean import clean, cut, in_ascii
from okrcli.render.escaping import markdown as escaped
from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.render.style import Screen
    from okrcli.rhythm.due import Due, Waiting

_NOBODY: Final = "nobody"
_MOST_CHAT: Final = 40
"""Lines in a message to a chat: Slack takes 50 blocks, and nobody reads more."""
_LONGEST: Final = 200
_ICS_LINE: Final = 75
"""Bytes in a line of a calendar (RFC 5545, 3.1)."""


def text(due: Due, screen: Screen) -> str:
    """By person, each with what waits for them, the stale first."""
    lines = [_heading(due), _total(due)]
    for person, waiting in due.by_person:
        lines += ["", paint(clean(person or _NOBODY), "bold", on=screen.colour)]
        lines += _table(waiting, screen)
    lines += [f"\n{line}" for line in _reviews(due)]
    if due.waiting:
        lines += ["", "`okr checkin` asks for yours"]
    return "\n".join(line for line in lines if line is not None)


def _heading(due: Due) -> str:
    whose = [clean(due.organisation)] if due.organisation else []
    when = "over" if due.as_of > due.cycle.end else f"check-ins due by {due.until}"
    return " · ".join([*whose, str(due.cycle), when, f"as of {due.as_of}"])


def _total(due: Due) -> str:
    if not due.waiting:
        return "nobody is waited for"
    stale = f", {len(due.stale)} of them stale" if due.stale else ""
    verb = "waits" if len(due.waiting) == 1 else "wait"
    return f"{marks.count(len(due.waiting), 'key result')} {verb} for a check-in{stale}"


def _table(waiting: Sequence[Waiting], screen: Screen) -> Iterator[str]:
    signs = in_ascii if screen.ascii_only else str
    rows = [(one, one.row.address.path, signs(cells.way(one.row)), _since(one)) for one in _stale_first(waiting)]
    last = max(len(since) for *_, since in rows)
    ways = min(max(len(way) for _, _, way, _ in rows), screen.width // 4)
    ellipses = 4 if screen.ascii_only else 0
    room = max(8, screen.width - last - ways - 6 - ellipses)
    names = min(room, max(len(path) for _, path, _, _ in rows))
    for one, path, way, since in rows:
        colour = ["yellow"] if one.stale else []
        shown = f"  {cut(path, names):{names}}  {cut(way, ways):{ways}}"
        yield f"{shown}  {paint(since, *colour, on=screen.colour)}"


def _stale_first(waiting: Sequence[Waiting]) -> list[Waiting]:
    return sorted(waiting, key=lambda one: not one.stale)


def _since(one: Waiting) -> str:
    pace = one.row.pace
    if pace.last is None:
        return f"never, {pace.quiet_days} d" if one.stale else "never"
    return f"stale {pace.quiet_days} d" if one.stale else f"{pace.quiet_days} d ago"


def _reviews(due: Due) -> Iterator[str]:
    if due.unreviewed:
        teams = ", ".join(due.unreviewed)
        yield f"{due.last_cycle} is over and not closed: {teams} (`okr close {due.last_cycle}`)"


def data(due: Due, _screen: Any = None) -> str:
    """Everything, for programs."""
    from okrcli.render.json import envelope
    from okrcli.reports.view import as_data

    waiting = [_one(one) for one in due.waiting]
    result = {
        "cycle": due.cycle.id,
        "as_of": as_data(due.as_of),
        "since": as_data(due.since),
        "until": as_data(due.until),
        "due": len(due.waiting),
        "stale": len(due.stale),
        "unreviewed": {"cycle": due.last_cycle.id, "teams": list(due.unreviewed)},
        "waiting": waiting,
    }
    return envelope("due", result=result)


def _one(one: Waiting) -> dict[str, Any]:
    from okrcli.reports.view import as_data

    return {
        "address": one.row.address.path,
        "title": one.row.key_result.title,
        "team": one.team,
        "person": one.person,
        "last": as_data(one.row.pace.last),
        "quiet_days": one.row.pace.quiet_days,
        "stale": one.stale,
        "source": one.row.key_result.source,
    }


def markdown(due: Due, _screen: Any = None) -> str:
    """A page with a task list by person, for an issue that is brought up to date."""
    lines = [f"## Check-ins due by {due.until}", "", f"{_total(due).capitalize()} ({due.cycle}, as of {due.as_of})."]
    for person, waiting in due.by_person:
        lines += ["", f"### {escaped(person or _NOBODY)}", ""]
        lines += [
            f"- [ ] `{one.row.address.path}` {escaped(one.row.key_result.title)}: {escaped(cells.way(one.row))}, "
            f"{'**' if one.stale else ''}{_since(one)}{'**' if one.stale else ''}"
            for one in _stale_first(waiting)
        ]
    lines += [f"\n{line}" for line in _reviews(due)]
    return "\n".join([*lines, *(["", "`okr checkin` asks for yours."] if due.waiting else [])])


def calendar(due: Due, _screen: Any = None) -> str:
    """An all-day event for each person on the last day of the period (RFC 5545)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//okr//okr due//EN", "CALSCALE:GREGORIAN"]
    for person, waiting in due.by_person:
        name = person or _NOBODY
        said = "\n".join(f"{one.row.address.path}: {one.row.key_result.title}" for one in waiting)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{due.cycle}-{due.since}-{_ics(name)}@okr",
            f"DTSTAMP:{due.as_of:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{due.until:%Y%m%d}",
            f"DTEND;VALUE=DATE:{due.until + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_ics(f'OKR check-in: {name} ({len(waiting)})')}",
            f"DESCRIPTION:{_ics(said)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _ics(said: str) -> str:
    lines = (clean(line).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in said.split("\n"))
    return "\\n".join(lines)


def _folded(line: str) -> Iterator[str]:
    """At most 75 bytes a line; what goes on begins with a blank."""
    start, size = 0, 0
    for at, letter in enumerate(line):
        size += len(letter.encode())
        if size > _ICS_LINE - bool(start):
            yield f"{' ' if start else ''}{line[start:at]}"
            start, size = at, len(letter.encode())
    yield f"{' ' if start else ''}{line[start:]}"


def slack(due: Due, _screen: Any = None) -> str:
    """The payload of an incoming webhook: `curl -d @- URL`."""
    blocks: list[dict[str, Any]] = [{"type": "header", "text": {"type": "plain_text", "text": _chat_title(due)}}]
    for head, said in _chat(due):
        mrkdwn = "\n".join([f"*{_slack(head)}*", *(f"• {_slack(line)}" for line in said)])
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn[:3000]}})
    return _payload({"text": _slack(f"{_chat_title(due)}: {_total(due)}"), "blocks": blocks[:50]})


def _slack(said: str) -> str:
    """`<…>` is what mentions people and channels; the signs of emphasis get an invisible neighbour."""
    plain = clean(said).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.translate({ord(sign): f"\u2060{sign}" for sign in "*_~`@"})


def teams(due: Due, _screen: Any = None) -> str:
    """The payload of a workflow's webhook in Teams: a message with an adaptive card."""
    body = [{"type": "TextBlock", "size": "Large", "weight": "Bolder", "text": _card(_chat_title(due)), "wrap": True}]
    for head, said in _chat(due):
        body.append({"type": "TextBlock", "weight": "Bolder", "text": _card(head), "wrap": True})
        body.append({"type": "TextBlock", "text": "\n".join(f"- {_card(line)}" for line in said), "wrap": True})
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return _payload({"type": "message", "attachments": [attachment]})


def _card(said: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\*_[]()#<>`" else sign for sign in clean(said))


def _chat_title(due: Due) -> str:
    return f"Check-ins due by {due.until}"


def _chat(due: Due) -> Iterator[tuple[str, list[str]]]:
    """Heads and lines, cut to what a chat takes."""
    yield _total(due).capitalize(), list(_reviews(due))
    left = _MOST_CHAT
    for person, waiting in due.by_person:
        lines = [_chat_line(one) for one in _stale_first(waiting)]
        if left <= 0:
            break
        yield person or _NOBODY, lines[:left]
        left -= len(lines)
    if left < 0:
        yield f"and {-left} more: okr due", []


def _chat_line(one: Waiting) -> str:
    return cut(f"{one.row.address.path}: {one.row.key_result.title} ({_since(one)})", _LONGEST)


def _payload(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, indent=2)

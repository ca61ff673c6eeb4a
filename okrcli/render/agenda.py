"""A meeting's agenda as Markdown, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from okrcli.render import cells, marks
from okrcli.render.escaping import markdown as escaped
from okrcli.scoring.pace import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrcli.reports.view import KeyResultRow, Remark
    from okrcli.rhythm.agenda import Agenda, Confidence, Moved
    from okrcli.rhythm.due import Waiting

_MINUTES: Final = {"weekly": "15 minutes", "monthly": "45 minutes", "quarterly": "90 minutes"}
_QUESTIONS: Final = {
    "breached": "this must not get worse, and it has: what do we stop for it?",
    "late": "its day is over: finish it, move it openly (`okr amend`), or let it go?",
    "off_track": "it will not be reached like this: who helps, what changes, or do we say no?",
}
_WEEKLY: Final = ("Which of this will we still speak of next week, and who takes it away?",)
_MONTHLY: Final = (
    "Are these still the right goals, or do we know something that we did not know when we wrote them?",
    "What do we stop, so that what is behind gets time?",
)
_QUARTERLY: Final = (
    "Which objectives did we reach, and what made the difference?",
    "Which did we not reach, and what stood in the way that we could have seen?",
    "If we wrote a goal that we reached in full once more: what would we change?",
    "What have we learnt that changes how we set and pursue the next goals?",
)
_CLOSING: Final = {"weekly": _WEEKLY, "monthly": _MONTHLY, "quarterly": _QUARTERLY}


def page(agenda: Agenda) -> str:
    """The page, in the order of GRIP: goal confidence, results, issues, plan; then what is to be decided."""
    sections = [
        _head(agenda),
        _section("Goal confidence", _table(agenda)),
        _section("Results", _results(agenda)),
        _section("Issues", _remarks(agenda.issues), "Nobody has raised one."),
        _section("Plan", _remarks(agenda.plan), "Nobody has written what comes next."),
        _section("To decide", _decisions(agenda), "Nothing that cannot wait."),
        *([_section("Learnt", _remarks(agenda.learned))] if agenda.learned else []),
        _section("To ask", (f"- {question}" for question in _CLOSING[agenda.kind])),
    ]
    return "\n\n".join(section for section in sections if section)


def _head(agenda: Agenda) -> str:
    view = agenda.view
    whose = view.team or view.organisation or "all teams"
    about = [cells.heading(view._replace(organisation=None, team=None)), cells.result(view), f"since {agenda.since}"]
    said = escaped(" · ".join(part for part in about if part))
    return f"# OKR {agenda.kind}: {escaped(whose)}\n\n{said} · {_MINUTES[agenda.kind]}"


def _section(title: str, lines: Iterable[str], otherwise: str = "") -> str:
    said = "\n".join(lines).strip("\n") or otherwise
    return f"## {title}\n\n{said}" if said else ""


def _table(agenda: Agenda) -> Iterator[str]:
    if agenda.confidences:
        yield "| objective | owner | confidence | score | status |"
        yield "|---|---|---|---|---|"
    for one in agenda.confidences:
        row = one.row
        parts = (
            f"{escaped(row.objective.title)} (`{row.address.path}`)",
            escaped(row.objective.owner or "nobody"),
            _confidence(one),
            marks.score(row.grade.score),
            cells.verdict(row),
        )
        yield f"| {' | '.join(parts)} |"


def _confidence(one: Confidence) -> str:
    now = one.row.confidence.latest
    if now is None:
        return marks.NOTHING
    if one.before is None or one.before == now:
        return marks.share(now)
    said = f"{marks.share(one.before)} → {marks.share(now)}"
    return f"**{said}**" if one.dropped else said


def _results(agenda: Agenda) -> Iterator[str]:
    yield from _group("Moved", (_moved(one) for one in agenda.moved))
    yield from _group("Stalled", (_stalled(one.row) for one in agenda.stalled))
    yield from _group("Confidence fell", map(_fallen, _drops(agenda)))
    yield from _group("Not reported", (_silent(one.row, one.person) for one in agenda.waiting if one.stale))
    if not (agenda.moved or agenda.stalled or any(one.stale for one in agenda.waiting)):
        yield "Nothing was reported."


def _group(title: str, lines: Iterable[str]) -> Iterator[str]:
    said = list(lines)
    if said:
        yield f"**{title}**"
        yield ""
        yield from (f"- {line}" for line in said)
        yield ""


def _name(row: KeyResultRow) -> str:
    return f"{escaped(row.key_result.title)} (`{row.address.path}`, {escaped(row.owner or 'nobody')})"


def _moved(one: Moved) -> str:
    was = one.before.score if one.before else None
    now = one.row.score
    earlier = f"from {marks.amount(was.value)}, " if was and was.value not in (None, now.value) else ""
    parts = [f"{earlier}{_at(one.row)}", _progress(was.progress if was else None, now.progress), cells.status(one.row)]
    note = f' "{escaped(one.row.note)}"' if one.row.note else ""
    return f"{_name(one.row)}: {', '.join(part for part in parts if part)}{note}"


def _progress(was: float | None, now: float | None) -> str:
    if now is None or was == now:
        return ""
    return f"progress {marks.score(now)}" if was is None else f"progress {marks.score(was)} → {marks.score(now)}"


def _at(row: KeyResultRow) -> str:
    """Where it is; the word in front keeps a number from being read as that of a list."""
    return escaped(f"at {cells.way(row)}" if row.score.value is not None else cells.way(row))


def _stalled(row: KeyResultRow) -> str:
    return f"{_name(row)}: {', '.join(part for part in (_at(row), cells.status(row)) if part)}"


def _drops(agenda: Agenda) -> Iterator[KeyResultRow]:
    for objective in agenda.view.objectives:
        for row in objective.key_results:
            if row.confidence.dropped and row.pace.last is not None and row.pace.last >= agenda.since:
                yield row


def _fallen(row: KeyResultRow) -> str:
    change = marks.share(abs(row.confidence.change or 0))
    return f"{_name(row)}: {marks.share(row.confidence.latest)}, {change} less"


def _silent(row: KeyResultRow, person: str | None) -> str:
    days = "never" if row.pace.last is None else f"for {marks.count(row.pace.quiet_days, 'day')}"
    return f"{escaped(row.key_result.title)} (`{row.address.path}`): {escaped(person or 'nobody')}, {days}"


def _remarks(remarks: Iterable[Remark]) -> Iterator[str]:
    for remark in remarks:
        yield f"- {escaped(remark.text)} ({escaped(remark.by)}, {remark.date})"


def _decisions(agenda: Agenda) -> Iterator[str]:
    for one in agenda.decisions:
        yield f"- [ ] {_name(one.row)}: {_QUESTIONS[one.question]}"
    for row in agenda.undecided:
        closed = row.status is Status.CLOSED
        word = "achieved, keep, modify, abandon or defer? (`okr close`)" if closed else "does it go on?"
        yield f"- [ ] {escaped(row.objective.title)} (`{row.address.path}`): {word}"


def data(agenda: Agenda) -> str:
    """The same for programs."""
    from okrcli.render.json import envelope
    from okrcli.reports.view import as_data

    result: dict[str, Any] = {
        "kind": agenda.kind,
        "cycle": agenda.view.cycle.id,
        "team": agenda.view.team,
        "as_of": as_data(agenda.view.as_of),
        "since": as_data(agenda.since),
        "confidence": [_belief(one) for one in agenda.confidences],
        "moved": [_change(one) for one in agenda.moved],
        "stalled": [_change(one) for one in agenda.stalled],
        "confidence_fell": [row.address.path for row in _drops(agenda)],
        "waiting": [_waiting(one) for one in agenda.waiting],
        "decisions": [{"address": one.row.address.path, "why": one.question} for one in agenda.decisions],
        "undecided": [row.address.path for row in agenda.undecided],
    }
    result |= {name: [_said(one) for one in getattr(agenda, name)] for name in ("issues", "plan", "learned")}
    return envelope("agenda", result=result)


def _waiting(one: Waiting) -> dict[str, Any]:
    return {"address": one.row.address.path, "person": one.person, "stale": one.stale}


def _belief(one: Confidence) -> dict[str, Any]:
    return {
        "address": one.row.address.path,
        "before": one.before,
        "now": one.row.confidence.latest,
        "dropped": one.dropped,
        "score": one.row.grade.score,
        "status": one.row.status.value,
    }


def _change(one: Moved) -> dict[str, Any]:
    before = one.before.score if one.before else None
    return {
        "address": one.row.address.path,
        "before": before.value if before else None,
        "now": one.row.score.value,
        "progress_before": before.progress if before else None,
        "progress": one.row.score.progress,
        "status": one.row.pace.status.value,
    }


def _said(remark: Remark) -> dict[str, Any]:
    return {"text": remark.text, "by": remark.by, "date": remark.date.isoformat(), "path": remark.place.path}

"""A cycle as Markdown, for a pull request or a wiki: the summary, then a table for each team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.render import cells, marks
from okrcli.render.escaping import markdown as escape
from okrcli.render.told import retro_lines, sections
from okrcli.reports.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrcli.render.style import Screen
    from okrcli.reports.view import KeyResultRow, ObjectiveRow, Report, TeamRow


def report(view: Report, _screen: Screen | None = None) -> str:
    """The whole cycle as one page."""
    return "\n".join(_page(view)) + "\n"


def _page(view: Report) -> Iterator[str]:
    yield f"# {escape(cells.heading(view))}\n"
    if not view.objectives:
        yield "no goals here"
        return
    yield f"**{escape(cells.result(view) or 'no score')}**\n"
    if view.forecast and not view.closed:
        yield f"Forecast of the score: {cells.forecast(view.forecast)}, the range for 8 of 10 cases.\n"
    for section in sections(view, named=True):
        yield f"## {section.title[:1].upper() + section.title[1:]}\n"
        yield from (f"- {escape(item)}" for item in section.sentences)
        yield ""
    yield "## Goals\n"
    for team in view.teams:
        yield from _team(view, team)
    yield from _foot(view)


def _team(view: Report, team: TeamRow) -> Iterator[str]:
    yield f"### {escape(team.team)}\n"
    change = " Δ |" if cells.is_comparable(view) else ""
    beside = "own score" if view.closed else "expected"
    yield f"| goal | owner | now → target | score |{change} {beside} | confidence | status |"
    yield f"|---|---|---|---:|{'---:|' if cells.is_comparable(view) else ''}---:|---:|---|"
    for objective in team.objectives:
        yield _objective(view, objective)
        for row in objective.key_results:
            yield _key_result(view, row)
    yield ""


def _row(parts: Iterable[str]) -> str:
    return f"| {' | '.join(parts)} |"


def _objective(view: Report, row: ObjectiveRow) -> str:
    score = row.grade.score
    change = [cells.change(view, row.address, score)] if cells.is_comparable(view) else []
    number = f"**{marks.score(score)}**" if score is not None else marks.NOTHING
    expected = (
        cells.own(row.grade.self_score) if view.closed else marks.score(row.expected) if score is not None else ""
    )
    goal = (f"**{escape(row.objective.title)}**", escape(row.objective.owner or ""), row.objective.commitment)
    return _row([*goal, number, *change, expected, cells.confidence(row.confidence), cells.verdict_in_full(row)])


def _key_result(view: Report, row: KeyResultRow) -> str:
    change = [cells.change(view, row.address, row.score.progress)] if cells.is_comparable(view) else []
    own = cells.own(row.review.self_score)
    expected = own if view.closed else marks.score(row.pace.expected) if cells.expects(row) else ""
    said = ", ".join(part for part in (cells.status_in_full(row), cells.signals(row.signals)) if part)
    goal = (escape(row.key_result.title), escape(row.owner or ""), escape(cells.way(row)))
    return _row([*goal, cells.score(row), *change, expected, cells.confidence(row.confidence), said])


def _foot(view: Report) -> Iterator[str]:
    if view.compared:
        yield f"{escape(cells.compared(view.compared, 'Δ'))}\n"
    done, due = view.adherence
    if due:
        yield f"Check-ins: {done:,} of {due:,} made ({done / due:.0%})\n"
    if view.breaches:
        yield "Guardrails breached: " + ", ".join(f"`{address.path}`" for address in view.breaches) + "\n"
    yield from _remarks(view)
    yield from _retro(view)


def _remarks(view: Report) -> Iterator[str]:
    for name in ("issues", "plan"):
        found = [(team.team, remark) for team in view.teams for remark in getattr(team, name)]
        if found:
            yield f"## {name.capitalize()}\n"
            yield from (
                f"- {escape(team)}: {escape(one.text)} ({escape(one.by)}, {one.date})" for team, one in found
            )  # fmt: skip
            yield ""


def _retro(view: Report) -> Iterator[str]:
    retros = summarise(view).retro
    if retros:
        yield "## Reviews\n"
    for one in retros:
        yield f"### {escape(one.title)}\n"
        yield from (f"- {question.capitalize()}: {escape(answer)}" for question, answer in retro_lines(one))
        yield ""

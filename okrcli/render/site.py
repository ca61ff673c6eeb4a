"""A static site of all cycles: linked pages that need no script; a search that does, for those who want it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.goals.address import Address, parse
from okrcli.render import cells
from okrcli.render.clean import clean
from okrcli.render.events import described
from okrcli.render.html import ours, page
from okrcli.render.json import dump
from okrcli.render.told import sections
from okrcli.reports.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from okrcli.reports.site import CyclePages, Site
    from okrcli.reports.view import ObjectiveRow, TeamRow

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
)


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """Every file of the site with its path, one after the other."""
    yield "style.css", ours("style.css")
    yield "search.js", ours("search.js")
    yield "goals.js", _index(site)
    yield "index.html", _page("site_index.html", "", site, title=site.organisation or "OKRs")
    for cycle in site.cycles:
        yield from _of_cycle(site, cycle)


def _page(template: str, root: str, site: Site, **values: Any) -> str:
    return page(template, root=root, site=site, policy=POLICY, style="", **values)


def _of_cycle(site: Site, cycle: CyclePages) -> Iterator[tuple[str, str]]:
    view = cycle.view
    about = {"view": view, "cycle": cycle, "title": cells.heading(view)}
    told, found = sections(view, named=True), summarise(view).retro
    yield f"{view.cycle}/index.html", _page("site_cycle.html", "../", site, sections=told, retro=found, **about)
    yield f"{view.cycle}/tree.html", _page("site_tree.html", "../", site, **about)
    for team in view.teams:
        yield from _of_team(site, cycle, team)


def _of_team(site: Site, cycle: CyclePages, team: TeamRow) -> Iterator[tuple[str, str]]:
    view = cycle.view
    title = f"{team.team} · {view.cycle}"
    only = view.limited_to(Address(view.cycle.id, team.team))._replace(team=team.team)
    about = {"view": only, "cycle": cycle, "team": team}
    yield f"{view.cycle}/team/{team.team}.html", _page("site_team.html", "../../", site, title=title, **about)
    for row in team.objectives:
        path = f"{view.cycle}/team/{team.team}/{row.address.objective}.html"
        told = _told(site, row)
        said = {"row": row, "events": told, "checkins": _checkins(row), "node": cycle.nodes[row.address]}
        said["goals"] = list(_goals(cycle, row))
        yield path, _page("site_objective.html", "../../../", site, title=row.objective.title, **about, **said)


def _told(site: Site, row: ObjectiveRow) -> list[tuple[str, str, str, str, str]] | None:
    """What happened, newest first: day, commit, who, to what, what; None without a history."""
    if site.history is None:
        return None
    told = []
    for event in site.history.get(row.address, ()):
        change = event.change
        day = change.day or (event.authored.date() if event.authored else "")
        weaker = f" ({change.direction.value})" if change.direction else ""
        told.append((str(day), event.commit[:7], event.author, change.address.local, f"{described(change)}{weaker}"))
    return told


class Goal(NamedTuple):
    """A goal that an objective names: its page in the cycle, title and score where it is known here."""

    path: str
    page: str | None = None
    title: str | None = None
    score: float | None = None


def _goals(cycle: CyclePages, row: ObjectiveRow) -> Iterator[tuple[str, Goal]]:
    """What an objective serves and needs."""
    for path in row.objective.supports:
        yield "serves", _goal(cycle, path)
    for need in cycle.nodes[row.address].needs:
        yield "needs", _goal(cycle, need.on)._replace(score=need.score)


def _goal(cycle: CyclePages, path: str) -> Goal:
    address = parse(path, cycle.view.cycle.id)
    node = cycle.nodes.get(address._replace(key_result=None)) if address else None
    if node is None:
        return Goal(path)
    return Goal(path, f"{node.address.team}/{node.address.objective}.html", node.title)


def _checkins(row: ObjectiveRow) -> list[tuple[str, str, list[str], list[str]]]:
    """Day and who, newest first, with the values and the notes, each with the number of its key result."""
    told: dict[tuple[date, str], tuple[list[str], list[str]]] = {}
    for nth, one in enumerate(row.key_results, start=1):
        for said in one.history:
            values, notes = told.setdefault((said.date, said.by), ([], []))
            values.append(f"{nth}. {cells.reading(one.key_result, said.reading)}")
            notes += [f"{nth}. {said.reading.note}"] if said.reading.note else []
    return [(str(day), by, *told[day, by]) for day, by in sorted(told, key=lambda key: key[0], reverse=True)]


def _index(site: Site) -> str:
    """Every objective and key result with its page, for the search."""
    goals = [
        [f"{cycle.view.cycle}/team/{row.address.team}/{row.address.objective}.html", clean(title), clean(words)]
        for cycle in site.cycles
        for row in cycle.view.objectives
        for title, words in _words(row)
    ]
    return f"const okrGoals = {dump(goals, indent=None)};\n"


def _words(row: ObjectiveRow) -> Iterator[tuple[str, str]]:
    title = row.objective.title
    yield f"{title} ({row.address})", f"{title} {row.address} {row.objective.owner or ''}".lower()
    for one in row.key_results:
        text = one.key_result.title
        yield f"{text} ({one.address})", f"{text} {one.address} {one.owner or ''}".lower()

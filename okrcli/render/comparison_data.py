"""What changed between two states of the goals, for programs and for GitHub's logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from okrcli.goals.address import Place
from okrcli.goals.files import goals_path, show_path
from okrcli.history.proposal import Weight
from okrcli.render.clean import clean
from okrcli.render.comparison import verdict, what
from okrcli.render.escaping import github as escaped
from okrcli.render.escaping import github_property
from okrcli.render.findings import Shown
from okrcli.render.json import envelope
from okrcli.render.lint_json import findings

if TYPE_CHECKING:
    from okrcli.goals.diagnostic import Span
    from okrcli.history.proposal import Item
    from okrcli.render.style import Screen
    from okrcli.reports.comparison import Comparison, Side

_LEVELS: Final = {Weight.WEAKER: "warning", Weight.REMOVED: "warning", Weight.REWRITTEN: "warning"}
_MOST: Final = 10
"""Annotations that GitHub shows of one step and level."""


def json(shown: Comparison, _screen: Screen) -> str:
    """All changes with both values, place and weight."""
    proposal = shown.proposal
    lint = {"new": shown.lint.new, "fixed": shown.lint.fixed} if shown.lint else {}
    return envelope(
        "diff",
        base=_side(shown.base),
        head=_side(shown.head),
        cycle=proposal.cycle.id if proposal.cycle else None,
        week=proposal.week,
        summary={
            "unexplained": len(proposal.unexplained),
            **{weight.value: len(proposal.of(weight)) for weight in Weight},
        },
        results=[_item(item, shown) for item in proposal.items],
        settings=proposal.settings,
        unchanged_files=[show_path(path) for path in proposal.unchanged],
        not_compared=findings(proposal.unread, Shown()),
        lint={name: findings(some, Shown()) for name, some in lint.items()} or None,
    )


def _side(side: Side) -> dict[str, str | None]:
    return {"name": side.name, "commit": side.commit}


def _item(item: Item, shown: Comparison) -> dict[str, Any]:
    from okrcli.reports.view import as_data

    change = item.change
    path, span = _place(item, shown)
    return {
        "weight": item.weight.value,
        "kind": change.kind.value,
        "cycle": change.address.cycle,
        "address": change.address.path,
        "title": item.title,
        "unit": item.unit,
        "before": as_data(change.before),
        "after": as_data(change.after),
        "direction": change.direction.value if change.direction else None,
        "explained": item.explained,
        "path": show_path(path),
        "line": span.line,
        "column": span.column,
    }


def _place(item: Item, shown: Comparison) -> tuple[str, Span]:
    """The file, and where the goal or its changed key stands in it now."""
    address = item.change.address
    path = item.change.file or goals_path(address.cycle, address.team)
    names = [part for part in ("objectives", address.objective, "key_results", address.key_result) if part]
    route = tuple(names[: 2 * len(address.parts) - 2]) if item.change.file is None else ()
    return path, shown.locate(Place(path, (*route, item.change.kind.replace("-", "_"))))


def github(shown: Comparison, _screen: Screen) -> str:
    """Workflow commands that mark the lines of goals in a pull request, as many as GitHub shows."""
    chosen: dict[str, list[str]] = {"warning": [], "notice": []}
    for item in shown.proposal.goals:
        level = _LEVELS.get(item.weight, "notice")
        chosen[level].append(_annotation(level, item, shown))
    lines = [line for found in chosen.values() for line in found[:_MOST]]
    dropped = sum(len(found[_MOST:]) for found in chosen.values())
    more = [f"{dropped} more changes of goals: okr diff"] if dropped else []
    return "\n".join([*lines, *more, verdict(shown.proposal)])


def _annotation(level: str, item: Item, shown: Comparison) -> str:
    path, span = _place(item, shown)
    silent = f" ({item.doubt})" if item.doubt else ""
    title = github_property(f"{item.weight}: {item.change.address.path}")
    place = f"file={github_property(show_path(shown.prefix + path))},line={span.line},title={title}"
    return f"::{level} {place}::{escaped(clean(what(item)) + silent)}"

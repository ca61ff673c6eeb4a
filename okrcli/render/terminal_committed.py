"""Two scores of a cycle: as it is, and as it was committed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.render import marks
from okrcli.render.clean import clean
from okrcli.render.edited import two_scores
from okrcli.render.grid import Cell, Column, Row, as_text, paragraph, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.render.grid import Line
    from okrcli.render.style import Screen
    from okrcli.reports.committed import Committed, TwoScores

_COLUMNS: Final = (
    Column("as committed", 0, right=True),
    Column("now", 0, right=True),
    Column("bought", 0, right=True),
    Column("", 0),
)
_FATES: Final = {
    "kept": "",
    "amended": "amended",
    "changed": "changed without an amendment",
    "dropped": "dropped, still counts",
    "decided": "dropped by a decision",
    "added": "added later, does not count",
}
_COMMIT: Final = 7
_PATHS: Final = 0.5


def text(scores: Committed, screen: Screen) -> str:
    """Every goal with both scores, and the sum of what editing bought."""
    return as_text(_lines(scores, screen), screen)


def _lines(scores: Committed, screen: Screen) -> Iterator[Line]:
    head = f"{scores.cycle} · as of {scores.as_of} · goals committed on {scores.locked}"
    yield from paragraph(head, screen, "bold")
    yield from paragraph(two_scores(scores.now, scores.committed), screen, "bold")
    yield ()
    yield from table("goal", _COLUMNS, (_row(row) for row in scores.rows), screen, _PATHS)
    yield ()
    for source in _sources(scores):
        yield from paragraph(source, screen, "dim")


def _row(row: TwoScores) -> Row:
    inside = row.address.key_result is not None
    figures = {"as committed": Cell(marks.score(row.committed)), "now": Cell(marks.score(row.now))}
    if row.bought:
        figures["bought"] = Cell(marks.difference(row.now, row.committed), "red" if row.bought > 0 else "green")
    if said := _FATES[row.fate]:
        figures[""] = Cell(said, "yellow")
    return Row(Cell(row.address.path, "" if inside else "bold"), figures, indent=2 if inside else 0, ends=True)


def _sources(scores: Committed) -> list[str]:
    lines = [
        f"{clean(team)}: the goals of {commit[:_COMMIT]}{_late(scores, team)}"
        for team, commit in scores.commits.items()
    ]
    return lines or ["no goals were committed"]


def _late(scores: Committed, team: str) -> str:
    return ", which came after the lock" if team in scores.late else ""

"""Two scores of a cycle: as it is, and as it was committed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.render import marks
from okrcli.render.clean import clean
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
    yield from paragraph(summary(scores), screen, "bold")
    yield ()
    yield from table("goal", _COLUMNS, (_row(row) for row in scores.rows), screen, _PATHS)
    yield ()
    for source in _sources(scores):
        yield from paragraph(source, screen, "dim")


def summary(scores: Committed) -> str:
    """One sentence: both scores, and what editing bought; what was promised where that differs."""
    now, then = scores.now, scores.committed
    parts = [f"score {marks.score(now.mean)} now, {marks.score(then.mean)} as committed"]
    if scores.bought is not None:
        parts[0] += f": editing bought {signed(scores.bought)}"
    if (now.met, now.committed) != (then.met, then.committed):
        parts.append(
            f"committed goals met: {now.met} of {now.committed} now, {then.met} of {then.committed} as committed"
        )
    return " · ".join(parts)


def signed(value: float | None) -> str:
    """A difference of scores with its sign, 0.00 where the two print alike."""
    if value is None:
        return ""
    shown = marks.score(abs(value))
    return shown if shown == "0.00" else f"{'+' if value > 0 else '-'}{shown}"


def _row(row: TwoScores) -> Row:
    inside = row.address.key_result is not None
    figures = {"as committed": Cell(marks.score(row.committed)), "now": Cell(marks.score(row.now))}
    if row.bought and signed(row.bought) != "0.00":
        figures["bought"] = Cell(signed(row.bought), "red" if row.bought > 0 else "green")
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


def foot(scores: Committed, most: int) -> Iterator[str]:
    """What a report says below its table: what was changed since the goals were committed, and what it bought."""
    changed = [line for row in scores.changed if (line := _line(row))]
    yield from changed[:most]
    if len(changed) > most:
        yield f"and {len(changed) - most} more: okr score --as-committed"
    if changed:
        yield summary(scores)


def _line(row: TwoScores) -> str | None:
    """One goal; of objectives only what happened to them whole."""
    path, now, then = row.address.path, marks.score(row.now), marks.score(row.committed)
    if row.fate == "dropped":
        return f"dropped without a decision: {path} still counts with {then} as committed"
    if row.fate == "added":
        return f"added after the goals were committed: {path}"
    if row.fate == "changed":
        return f"changed without an amendment: {path} scores {now}, {then} as committed"
    return f"amended: {path} scores {now} as amended, {then} as committed" if row.fate == "amended" else None

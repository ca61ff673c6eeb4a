"""What happened to goals, for spreadsheets and for documents."""

from __future__ import annotations

import csv as comma_separated
from io import StringIO
from typing import TYPE_CHECKING, Final

from okrcli.goals.files import show_path
from okrcli.render.clean import clean, cut
from okrcli.render.escaping import csv as csv_cell
from okrcli.render.escaping import markdown as escaped
from okrcli.render.events import described

if TYPE_CHECKING:
    from collections.abc import Sequence

    from okrcli.history.events import Event
    from okrcli.render.style import Screen

_COLUMNS: Final = (
    "date", "week", "cycle", "address", "kind", "what", "direction", "author", "email", "authored", "committed",
    "commit", "file", "complete",
)  # fmt: skip
_LONGEST: Final = 200


def csv(events: Sequence[Event], _screen: Screen, *, whole: bool) -> str:
    """An event a row, oldest first; the last column says whether what came before is known."""
    out = StringIO()
    writer = comma_separated.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for event in events:
        writer.writerow([csv_cell(cell) for cell in _cells(event, whole=whole)])
    return out.getvalue()


def _cells(event: Event, *, whole: bool) -> list[str]:
    change = event.change
    moments = [moment.isoformat() if moment else "" for moment in (event.authored, event.committed)]
    return [
        str(event.day or ""),
        str(event.week or ""),
        change.address.cycle,
        change.address.path,
        change.kind.value,
        described(change),
        change.direction.value if change.direction else "",
        event.author,
        event.email,
        *moments,
        event.commit,
        show_path(change.file or ""),
        "yes" if whole else "no",
    ]


def markdown(events: Sequence[Event], _screen: Screen, *, whole: bool) -> str:
    """A table, newest first."""
    rows = ["| date | week | goal | what | | by | commit |", "|:--|--:|:--|:--|:--|:--|:--|"]
    for event in reversed(events):
        change = event.change
        what = escaped(cut(clean(described(change)), _LONGEST))
        direction = f"**{change.direction.value}**" if change.direction else ""
        goal = f"`{change.address.path}`"
        by = escaped(cut(clean(event.author), _LONGEST))
        rows.append(
            f"| {event.day or ''} | {event.week or ''} | {goal} | {what} | {direction} | {by} | {event.commit[:7]} |"
        )
    gap = [] if whole else ["", "The clone is shallow: what the oldest rows say may be older, and by others."]
    return "\n".join([*rows, *gap]) + "\n"

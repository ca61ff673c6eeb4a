"""An amendment that was made, or would be."""

from __future__ import annotations

import re
from difflib import unified_diff
from typing import TYPE_CHECKING

from okrcli.goals.files import show_path
from okrcli.render import events, marks
from okrcli.render.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.reports.view import KeyResultRow
    from okrcli.rhythm.amending import Amended


def text(path: str, before: str, made: Amended, commit: str | None, row: KeyResultRow, *, dry_run: bool) -> str:
    """The values before and after, the two scores; the lines of the file where nothing was written."""
    where = f"{'would amend' if dry_run else 'amended'} {row.address.path} in {show_path(path)}"
    lines = [f"{where}, commit {commit[:7]}" if commit else where]
    lines += [f"  {one.field} {events.value(one.before)} → {events.value(one.after)}" for one in made.amendments]
    if row.original:
        now, then = marks.score(row.score.progress), marks.score(row.original.progress)
        lines.append(f"  scores {now} as amended, {then} as committed")
    if dry_run:
        lines += ["", *_changed(before, made.text), ""]
    return "\n".join([*lines, *_remarks(made, row)])


def _changed(before: str, after: str) -> Iterator[str]:
    found = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    for line in list(found)[2:]:
        if not line.startswith("@@"):
            yield f"  {line[0]} {clean(line[1:])}"


def _remarks(made: Amended, row: KeyResultRow) -> Iterator[str]:
    """What the title repeats and now says wrongly."""
    if any(one.field == "title" for one in made.amendments):
        return
    for one in made.amendments:
        old = marks.amount(one.before) if isinstance(one.before, int | float) else None
        if old and re.search(rf"(?<![\d.]){re.escape(old)}(?!\d|\.\d)", row.key_result.title):
            yield f"note: the title still says {old}; --title changes it too"

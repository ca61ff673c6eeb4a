"""What git is told of goals files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.history.drivers import ATTRIBUTES, LINE
from okrcli.render.clean import clean

if TYPE_CHECKING:
    from okrcli.history.drivers import Setup


def text(wanted: Setup, *, written: bool) -> str:
    """The line that everybody shares, and the settings of this clone."""
    word = "wrote" if written else "would write"
    lines = []
    if wanted.attributes is not None:
        lines += [f"{word} into {ATTRIBUTES}, for everybody:", f"  {LINE}"]
    if wanted.settings:
        lines.append(f"{word} into the settings of this clone (git keeps them out of commits):")
        lines += [f"  {name} = {clean(value)}" for name, value in wanted.settings.items()]
    if not lines:
        return "git knows all of it already"
    if written and wanted.attributes is not None:
        lines.append(f"next: commit {ATTRIBUTES}; every clone runs `okr setup git` once")
    return "\n".join(lines)

"""What git takes a while for, begun before typer is imported, which takes about as long."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from okrcli.history.beside import Beside
    from okrcli.history.lineage import Listing
    from okrcli.history.states import Pair

_COMMITS = ("log", "blame")
_STATES = "diff"
_MOST = 2
"""States that a command line can name."""


class Begun(NamedTuple):
    """What is under way for the folder we are in, guessed from the command line's first words."""

    commits: Listing | None = None
    named: tuple[str | None, ...] = ()
    """The two words for `states`."""
    states: Beside[Pair] | None = None


def begin(arguments: list[str]) -> Begun:
    """Begin what a command will ask first; a wrong guess costs a process of git, nothing else."""
    command, *rest = arguments or [""]
    if command in _COMMITS:
        from okrcli.history.lineage import begin as list_commits

        return Begun(commits=list_commits(Path()))
    words = tuple(takewhile(lambda word: not word.startswith("-"), rest))
    if command != _STATES or len(words) > _MOST:
        return Begun()
    from okrcli.history.states import read_both

    base, head = (*words, None, None)[:_MOST]
    return Begun(named=(base, head), states=read_both(Path(), base, head))

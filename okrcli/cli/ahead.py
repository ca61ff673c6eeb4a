"""What git takes a while for, begun before typer is imported, which takes about as long."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from okrcli.history.beside import Beside
    from okrcli.history.lineage import Listing
    from okrcli.history.states import Pair, Past

_COMMITS = ("log", "blame")
_PAIR = "diff"
_AT = "--at"


class Begun(NamedTuple):
    """What is under way for the folder we are in, and the words of the command line that it was guessed from."""

    words: tuple[str | None, ...] = ()
    commits: Listing | None = None
    pair: Beside[Pair] | None = None
    past: Beside[Past] | None = None


def begin(arguments: list[str]) -> Begun:
    """Begin what a command will ask first; a wrong guess costs a process of git, nothing else."""
    command, *rest = arguments or [""]
    if command in _COMMITS:
        from okrcli.history.lineage import begin as list_commits

        return Begun(commits=list_commits(Path()))
    if command == _PAIR:
        return _pair(*takewhile(lambda word: not word.startswith("-"), rest))
    if _AT in rest[:-1] and not command.startswith("-"):
        from okrcli.history.states import read_past

        at = rest[rest.index(_AT) + 1]
        return Begun((at,), past=read_past(Path(), at))
    return Begun()


def _pair(base: str | None = None, head: str | None = None, *more: str) -> Begun:
    from okrcli.history.states import read_both

    return Begun() if more else Begun((base, head), pair=read_both(Path(), base, head))

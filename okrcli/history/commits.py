"""Commits as git lists them: who, when, which files; nothing is read yet."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT: Final = "%H%x00%P%x00%an%x00%ae%x00%ad%x00%cd"
"""Raw names, never those of a .mailmap: the file could rewrite who did it."""
_STAMP: Final = re.compile(r"(-?[0-9]+) ([+-])([0-9]{2})([0-9]{2})")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Blob(NamedTuple):
    """One version of a file, unread; the mode says whether it is a plain file, a link or a submodule."""

    id: str
    mode: str


class FileChange(NamedTuple):
    """A file that a commit changed: its version in each parent, and its own; None where there is none."""

    path: str
    before: tuple[Blob | None, ...]
    after: Blob | None


class Commit(NamedTuple):
    """A commit and the files it changed."""

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: datetime | None
    committed: datetime | None
    changes: tuple[FileChange, ...]

    @property
    def is_evil(self) -> bool:
        """Whether it is a merge that changed a file itself; its parents may not be listed."""
        return bool(self.changes) and len(self.changes[0].before) > 1


def bare(name: str, parents: tuple[str, ...]) -> Commit:
    """A commit of which only the parents are known."""
    return Commit(name, parents, "", "", None, None, ())


def parse(fields: Iterator[bytes], prefix: str) -> Iterator[Commit]:
    """Read what `git log --raw -z -c` writes; of files only those below `prefix`, which their names lose."""
    first = next(fields, None)
    while first is not None:
        header = [_text(first), *(_text(next(fields)) for _ in range(5))]
        changes: list[FileChange] = []
        for entry in fields:
            about = entry.lstrip(b"\n")
            if about.startswith(b":"):
                path = _text(next(fields))
                if path.startswith(prefix):
                    changes.append(_change(about.decode("ascii"), path[len(prefix) :]))
            elif about:
                first = entry
                break
        else:
            first = None
        name, parents, author, email, authored, committed = header
        yield Commit(name, tuple(parents.split()), author, email, when(authored), when(committed), tuple(changes))


def _change(about: str, path: str) -> FileChange:
    """`:100644 100644 OLD NEW M`, with one more of each for every further parent of a merge."""
    count = len(about) - len(about.lstrip(":")) + 1
    parts = about.lstrip(":").split(" ")
    *before, after = (
        None if mode == "000000" else Blob(name, mode)
        for mode, name in zip(parts[:count], parts[count : 2 * count], strict=True)
    )
    return FileChange(path, tuple(before), after)


Side = dict[str, tuple[Blob | None, Blob | None]]
"""What differs between a merge and one of its parents, before and after."""


def together(sides: list[Side]) -> tuple[FileChange, ...]:
    """What a merge changed of any parent."""
    after = {path: new for side in sides for path, (_, new) in side.items()}
    return tuple(
        FileChange(path, tuple(side[path][0] if path in side else blob for side in sides), blob)
        for path, blob in sorted(after.items())
    )


def _text(field: bytes) -> str:
    return field.decode("utf-8", "surrogateescape")


def committer_date(head: str) -> datetime | None:
    """The moment in the head of a commit as git stores it."""
    line = head.partition("\ncommitter ")[2].partition("\n")[0]
    return when(line.rpartition("> ")[2])


def when(raw: str) -> datetime | None:
    """A moment from `SECONDS +ZONE` as commits hold it; None where it is none or beyond what a date can be.

    Anyone can write any number into a commit, so nothing is assumed of it.
    """
    match = _STAMP.fullmatch(raw)
    if not match:
        return None
    minutes = int(match[3]) * 60 + int(match[4])
    offset = timedelta(minutes=minutes if match[2] == "+" else -minutes)
    zone = timezone(offset) if minutes < 24 * 60 else UTC
    try:
        return (_EPOCH + timedelta(seconds=int(match[1]))).astimezone(zone)
    except (OverflowError, ValueError):
        return None

"""What git has stored, by name: commits, folders and files, all through one process."""

from __future__ import annotations

import weakref
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.files import Refusal
from okrcli.goals.text import MAX_BYTES
from okrcli.history import git
from okrcli.history.commits import Blob, committer_date

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from okrcli.goals.files import Content

_AHEAD: Final = 1_000
"""Bytes of questions in one lot, two of which wait for their answers: any pipe can hold them."""
_ANSWER: Final = 3  # ID KIND SIZE; else there is no such object, and git says why


class Stored(NamedTuple):
    """A commit, a folder (`tree`) or a file (`blob`); of a file that is too large only that it is."""

    id: str
    kind: str
    content: Content


class Snapshot(NamedTuple):
    """A commit as far as its files go: their folder, and when the commit was made, by its committer's clock."""

    id: str
    tree: str
    committed: datetime | None


class Objects:
    """The objects of one repository; the process that reads them starts with the first question."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def find(self, name: str) -> Stored | None:
        """What a name stands for: an id, a revision or `REVISION:PATH`; None where it stands for nothing."""
        return self.find_all([name])[0]

    def find_all(self, names: Sequence[str]) -> list[Stored | None]:
        """What names stand for, in their order."""
        if not names:
            return []
        found: list[Stored | None] = []
        asked = 0
        process = self._running()
        self._process = None  # until all is heard: else what it says next would be the answer to another question
        ask, hear = git.pipe(process.stdin), git.pipe(process.stdout)
        try:
            for lot in _lots([name.encode("utf-8", "surrogateescape") for name in names]):
                ask.write(b"".join(b"%b\n" % name for name in lot))
                ask.flush()
                found += [_answer(hear) for _ in range(asked - len(found))]  # of the lot before: git is never idle
                asked += len(lot)
            found += [_answer(hear) for _ in range(asked - len(found))]
        except (OSError, EOFError):
            raise OkrError(
                "git cannot read one of its objects", "`git fsck` says whether the repository is whole"
            ) from None
        self._process = process
        return found

    def snapshot(self, revision: str) -> Snapshot | None:
        """The commit that a revision names; None where it names none."""
        found = self.find(f"{revision}^{{commit}}") if revision.isprintable() else None
        if found is None or not isinstance(found.content, bytes):
            return None
        head = found.content.partition(b"\n\n")[0].decode("utf-8", "surrogateescape")
        return Snapshot(found.id, head.partition("\n")[0].removeprefix("tree "), committer_date(head))

    def entries(self, tree: str) -> dict[str, Blob]:
        """What lies in a folder, in git's order: files, links, folders and submodules, told by their modes."""
        found = self.find(tree)
        if found is None or not isinstance(found.content, bytes):
            raise lacking()
        return dict(_entries(found.content, len(tree) // 2))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None:
            return self._process
        process = git.dialogue(self._folder, "cat-file", "--batch")
        weakref.finalize(self, git.hang_up, process)
        return process


def lacking() -> OkrError:
    return OkrError("this clone lacks some of its files' versions", "git fetch --refetch --no-filter")


def _lots(names: Sequence[bytes]) -> Iterator[list[bytes]]:
    lot: list[bytes] = []
    size = 0
    for name in names:
        if lot and size + len(name) > _AHEAD:
            yield lot
            lot, size = [], 0
        lot.append(name)
        size += len(name) + 1
    if lot:
        yield lot


def _answer(hear: IO[bytes]) -> Stored | None:
    """One answer of `cat-file --batch`: `ID KIND SIZE`, the bytes, a line's end; else only why there is none."""
    line = hear.readline()
    said = line.decode("ascii", "replace").split()
    if not line.endswith(b"\n"):
        raise EOFError
    if len(said) != _ANSWER or not said[2].isdecimal():
        return None
    name, kind, size = said[0], said[1], int(said[2])
    if kind == "blob" and size > MAX_BYTES:
        _skip(hear, size + 1)
        return Stored(name, kind, Refusal("too-large", f"is larger than 1 MiB ({size:,} bytes)", "split it"))
    content = hear.read(size + 1)
    if len(content) <= size:
        raise EOFError
    return Stored(name, kind, content[:-1])


def _skip(hear: IO[bytes], size: int) -> None:
    for start in range(0, size, MAX_BYTES):
        hear.read(min(MAX_BYTES, size - start))


def _entries(tree: bytes, width: int) -> Iterator[tuple[str, Blob]]:
    """The entries of a folder: mode, name, and the bytes of an id."""
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at)
        mode, _, name = tree[at:end].partition(b" ")
        at = end + 1 + width
        yield git.decode(name), Blob(tree[end + 1 : at].hex(), mode.decode("ascii"))

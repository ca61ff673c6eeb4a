"""What was read of history before, kept in git's own folder; safe to delete, and only used where it is still true.

An entry is found by all that its content depends on. It begins with its checksum: what a crash or a full disk left
behind is read anew. Entries are written beside and put in their place at once, so that two runs do not meet.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from okrcli import __version__

_FOLDER: Final = "okr"
_MOST: Final = 200
"""Entries that are kept, the newest."""
_READERS: Final = ("goals", "history")
"""The rooms that make history out of files: entries of other versions of these are of no use."""


class Shelf:
    """The entries of one repository."""

    def __init__(self, git_folder: Path) -> None:
        self._folder = git_folder / _FOLDER

    def get(self, *name: str) -> Any:
        """What was kept under a name; None where there is nothing, or not in one piece."""
        try:
            said, _, content = self._file(name).read_bytes().partition(b"\n")
        except OSError:
            return None
        kept = json.loads(content) if said == _checksum(content) else {}
        return kept["value"] if kept.get("name") == [*_readers(), *name] else None

    def put(self, value: Any, *name: str) -> None:
        """Keep a value; where nothing can be written, the next run reads again."""
        kept = {"name": [*_readers(), *name], "value": value}
        content = json.dumps(kept, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        file = self._file(name)
        beside = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            self._folder.mkdir(exist_ok=True)
            beside.write_bytes(_checksum(content) + b"\n" + content)
            beside.replace(file)
            self._tidy()
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)

    def _file(self, name: tuple[str, ...]) -> Path:
        return self._folder / _checksum("\0".join(name).encode("utf-8", "surrogateescape")).decode("ascii")

    def _tidy(self) -> None:
        files = sorted(self._folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        for file in files[:-_MOST]:
            file.unlink(missing_ok=True)


def _checksum(content: bytes) -> bytes:
    return b"%08x" % crc32(content)


def _readers() -> tuple[str, ...]:
    """The version of okr, and of its files: those of a checkout change without one."""
    package = Path(__file__).parent.parent
    found = sorted(file for room in _READERS for file in (package / room).glob("*.py"))
    return (__version__, *(f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in found))

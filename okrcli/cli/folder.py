"""A folder that okr fills: it knows which files are its own, and touches no other."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from okrcli.cli.saving import replace
from okrcli.errors import OkrError

_LIST: Final = ".okr-site"
"""Names the files that okr wrote, a line each: what is no more can be removed."""


class Folder:
    """An output folder, empty before or filled by okr."""

    def __init__(self, folder: Path, before: frozenset[str]) -> None:
        self.folder, self._before = folder, before
        self._written: list[str] = []
        self._made: set[Path] = set()

    @classmethod
    def open(cls, folder: Path) -> Folder:
        """The folder, made if it is not there; one with files of others is an OkrError."""
        if folder.exists() and not folder.is_dir():
            raise OkrError(f"{str(folder)!r} is a file", "name a folder for the site")
        listed = folder / _LIST
        if listed.is_file() and not listed.is_symlink():
            return cls(folder, frozenset(filter(_is_inside, listed.read_text(encoding="utf-8").splitlines())))
        if folder.exists() and any(folder.iterdir()):
            raise OkrError(f"{str(folder)!r} holds files that are not okr's", "name an empty folder, or a new one")
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, frozenset())

    def write(self, path: str, text: str) -> None:
        """Write a file; what was there is replaced."""
        file = self.folder / path
        if file.parent not in self._made:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(file.parent)
        replace(file, text)
        self._written.append(path)

    def close(self) -> int:
        """Remove what was written before and not now; how many files that were."""
        gone = [path for path in sorted(self._before - set(self._written)) if (self.folder / path).is_file()]
        for path in gone:
            (self.folder / path).unlink()
        replace(self.folder / _LIST, "\n".join(sorted(self._written)) + "\n")
        return len(gone)


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts

"""What somebody has typed and what is not written yet: kept in git's own folder, which no commit takes in."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from okrcli.history.disk import write
from okrcli.history.git import NoRepositoryError
from okrcli.history.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FOLDER: Final = "okr"
_WITHOUT_GIT: Final = ".okr/kept"


class Kept:
    """The folder for answers: one file each, replaced whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, root: Path, repository: Repository | None = None) -> Kept:
        """Below the git folder of the work tree; without git in the workspace."""
        try:
            found = repository or Repository.open(root)
        except NoRepositoryError:
            return cls(root / _WITHOUT_GIT)
        return cls(found.git_dir / FOLDER)

    def put(self, name: str, what: Mapping[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write(self.file(name), json.dumps(what, ensure_ascii=False, indent=1) + "\n")

    def add(self, start: str, what: Mapping[str, Any]) -> None:
        """Keep it beside what is kept already under names that begin so; the same only once."""
        names = (start if number == 1 else f"{start}-{number}" for number in count(1))
        self.put(next(name for name in names if self.get(name) in (None, what)), what)

    def get(self, name: str) -> dict[str, Any] | None:
        """What is kept under a name; None where there is nothing, or nothing that can be read."""
        try:
            found = json.loads(self.file(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def drop(self, name: str) -> None:
        self.file(name).unlink(missing_ok=True)

    def names(self, start: str) -> Iterator[str]:
        """The names that begin so, in order."""
        for file in sorted(self.folder.glob(f"{start}*.json"), key=lambda file: file.stem):
            yield file.stem

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.json"

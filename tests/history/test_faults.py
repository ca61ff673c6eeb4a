"""Whatever fails in the middle of a check-in: the old state or the new one, and the next run is right."""

from __future__ import annotations

import errno
import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

import pytest

from okrcli.errors import OkrError
from okrcli.history.disk import write
from okrcli.history.repository import Repository
from okrcli.history.writing import add_file, amend_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from history_repo import Repo

PATH = "okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml"
TEXT = "date: 2026-07-13\nby: ana\n"
MESSAGE = "okr: check-in"
FULL, BROKEN = OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EIO, "Input/output error")
CALLS: tuple[tuple[Any, str], ...] = (
    (os, "open"),
    (os, "fsync"),
    (os, "link"),
    (os, "mkdir"),
    (Path, "replace"),
    (Path, "mkdir"),
    (subprocess.Popen, "communicate"),
)


class Stream:
    """A file to write to, but for how it writes."""

    def __init__(self, stream: IO[bytes], write: Callable[[bytes], Any]) -> None:
        self.stream, self.write = stream, write

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class Faults:
    """Makes the n-th of the calls that write or run git fail, before it is made or just after."""

    def __init__(self, nth: int, error: BaseException, *, after: bool) -> None:
        self.left, self.error, self.after = nth, error, after

    def __enter__(self) -> Self:
        self.patch = pytest.MonkeyPatch()
        for owner, name in CALLS:
            self.patch.setattr(owner, name, self._failing(getattr(owner, name)))
        opened = os.fdopen
        self.patch.setattr(os, "fdopen", lambda *how, **more: self._half_written(opened(*how, **more)))
        return self

    def __exit__(self, *_: object) -> None:
        self.patch.undo()

    def _half_written(self, stream: Any) -> Stream:
        """A stream of which a write that fails has written half."""
        whole = self._failing(stream.write)

        def written(content: bytes) -> Any:
            if self.left == 1 and not self.after:
                stream.write(content[: len(content) // 2])
                stream.flush()
            return whole(content)

        return Stream(stream, written)

    def _failing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(*arguments: Any, **keywords: Any) -> Any:
            self.left -= 1
            if self.left == 0 and not self.after:
                raise self.error
            result = call(*arguments, **keywords)
            if self.left == 0:
                raise self.error
            return result

        return made


def run(action: Callable[[], object], nth: int, error: BaseException, *, after: bool) -> bool:
    """Run something with one fault; whether there were as many calls."""
    with Faults(nth, error, after=after) as faults, suppress(OkrError, OSError, KeyboardInterrupt):
        action()
    return faults.left <= 0


def state(repo: Repo) -> tuple[str, dict[str, bytes]]:
    files = {
        path.relative_to(repo.top).as_posix(): path.read_bytes()
        for path in sorted(repo.top.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(repo.top).parts
    }
    return repo.git("rev-parse", "HEAD") + repo.git("status", "--porcelain"), files


@pytest.mark.parametrize(
    ("error", "after"),
    [(FULL, False), (BROKEN, False), (KeyboardInterrupt(), False), (KeyboardInterrupt(), True)],
    ids=["full", "broken", "interrupted", "interrupted late"],
)
def test_a_checkin_is_there_or_not_and_the_next_run_makes_it(repo: Repo, error: BaseException, *, after: bool) -> None:
    repo.save("okr.yaml", "version: 1\n")
    repo.write("staged", "by somebody else")
    repo.git("add", "staged")
    base, nth = state(repo), 0
    head = repo.git("rev-parse", "HEAD")

    def make() -> None:
        add_file(Repository.open(repo.top), PATH, TEXT, MESSAGE)

    while run(make, nth := nth + 1, error, after=after):
        made = repo.git("ls-tree", "-r", "--name-only", "HEAD", PATH) == PATH
        if made:
            assert repo.git("show", f"HEAD:{PATH}") == TEXT.removesuffix("\n")
            assert repo.git("rev-list", "--count", "HEAD") == "2"
        else:
            assert not (repo.top / PATH).exists() or (repo.top / PATH).read_text() == TEXT
            make()
            assert repo.git("rev-list", "--count", "HEAD") == "2"
        assert repo.git("status", "--porcelain") == "A  staged"
        assert [file.name for file in (repo.top / PATH).parent.iterdir()] == [Path(PATH).name]
        repo.git("reset", "--quiet", "--soft", head)
        repo.git("rm", "--quiet", "--cached", PATH)
        for folder in ((repo.top / PATH), *(repo.top / PATH).parents[:3]):
            folder.unlink() if folder.is_file() else folder.rmdir()
        assert state(repo) == base
    assert nth > 10


@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()], ids=["full", "interrupted"])
def test_a_correction_leaves_the_old_text_or_the_new_one(repo: Repo, error: BaseException) -> None:
    repo.save("okr.yaml", "version: 1\n")
    add_file(Repository.open(repo.top), PATH, TEXT, MESSAGE)
    before, nth = repo.git("rev-parse", "HEAD"), 0
    new = TEXT + "plan: [x]\n"

    def correct() -> None:
        amend_file(Repository.open(repo.top), PATH, new, MESSAGE)

    while run(correct, nth := nth + 1, error, after=False):
        assert (repo.top / PATH).read_text() in {TEXT, new}
        committed = repo.git("show", f"HEAD:{PATH}") + "\n"
        assert committed == (repo.top / PATH).read_text()
        assert repo.git("rev-list", "--count", "HEAD") == "2"
        repo.git("reset", "--quiet", "--hard", before)
    assert nth > 5


@pytest.mark.parametrize("error", [FULL, BROKEN, KeyboardInterrupt()], ids=["full", "broken", "interrupted"])
@pytest.mark.parametrize("after", [False, True])
def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, error: BaseException, *, after: bool) -> None:
    nth, file = 0, tmp_path / "okr.yaml"
    file.write_text("old")
    while run(lambda: write(file, "new"), nth := nth + 1, error, after=after):
        assert file.read_text() in {"old", "new"}
        assert [left.name for left in tmp_path.iterdir()] == ["okr.yaml"]
        file.write_text("old")
    assert nth > 3

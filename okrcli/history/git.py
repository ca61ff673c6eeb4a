"""Git commands: no shell, none of the repository's own programs, a clean environment, a time limit."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.files import show_path
from okrcli.history.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SECONDS: Final = 60
"""How long a command may take that only reads."""
_AT_ONCE: Final = 1 << 16
"""Bytes to read at once: each time we wait for git, we may have to wait for other threads too."""
_HARDENED: Final = (
    "--no-pager", "--no-replace-objects", "--literal-pathspecs",
    "-c", "safe.bareRepository=explicit", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false",
    "-c", "color.ui=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true",
    "-c", "i18n.commitEncoding=UTF-8", "-c", "i18n.logOutputEncoding=UTF-8",
    "-c", "core.deltaBaseCacheLimit=8m",  # of 96 MB: quicker, for folders are read in their order
)  # fmt: skip
_KEPT: Final = (
    "GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM",
    "GIT_EXEC_PATH",
)  # fmt: skip
_FIXED: Final = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "",
}

_LONG: Final = ("rev-list", "log")
"""Commands that write much: not each line at once. What others find is wanted as soon as they find it."""


class NoRepositoryError(OkrError):
    """There is no git here: files can be read and written, but have no history."""


class Answer(NamedTuple):
    """What a git command said."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """The output as one value, without the line's end."""
        return decode(self.out).removesuffix("\n")


def run(folder: Path, *arguments: str, seconds: float = SECONDS) -> Answer:
    """Run a command to its end; OkrError if it takes too long."""
    with _start(folder, arguments, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise OkrError(f"git {arguments[0]} did not finish within {seconds:g} seconds") from None
        finally:
            _end(process)
    return Answer(process.returncode, out, decode(err))


def outputs(folder: Path, *arguments: str, end: bytes, lots: Iterable[str] = ()) -> Iterator[list[bytes]]:
    """What a command writes, cut at its ends, as much at a time as has come; the command reads the lots."""
    return heard(begin(folder, *arguments), end=end, lots=lots)


def begin(folder: Path, *arguments: str, room: int = -1) -> subprocess.Popen[bytes]:
    """A command that writes as long as there is room: bytes that may wait for `heard`, else what the system gives."""
    return _start(folder, arguments, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, room=room)


def heard(process: subprocess.Popen[bytes], *, end: bytes, lots: Iterable[str] = ()) -> Iterator[list[bytes]]:
    """What a command that was begun writes, as of `outputs`."""
    with process:
        telling = Beside(lambda: _tell(pipe(process.stdin), lots))
        rest, source = b"", pipe(process.stdout).fileno()
        while chunk := os.read(source, 1 << 16):
            *whole, rest = (rest + chunk).split(end)
            if whole:
                yield whole
    telling.wait()
    if process.returncode:
        raise unfinished(_command(process))


def _command(process: subprocess.Popen[bytes]) -> str:
    words = process.args
    assert isinstance(words, list)  # noqa: S101 - as `_start` gives them
    return str(words[1 + len(_HARDENED)])


def unfinished(command: str) -> OkrError:
    return OkrError(f"git {command} did not finish", "`git fsck` says whether the repository is whole")


def _tell(stream: IO[bytes], lots: Iterable[str]) -> None:
    """Write what a command reads, beside: who writes all of it first may wait for a reader that waits for him."""
    try:
        for lot in lots:
            try:
                stream.write(lot.encode("ascii"))
                stream.flush()
            except (OSError, ValueError):  # git has ended, or nobody listens any more
                return
    finally:
        with suppress(OSError, ValueError):
            stream.close()


def dialogue(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A command that answers question after question, until `hang_up`."""
    little = "-c", "core.deltaBaseCacheLimit=512k"  # it looks for one file after another: more is filled for nothing
    return _start(folder, (*little, *arguments), stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)


def hang_up(process: subprocess.Popen[bytes]) -> None:
    """End a dialogue: git ends when nobody can ask any more."""
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe(stream).close()
    process.wait()


def decode(output: bytes) -> str:
    """Text of git's; bytes that are no UTF-8 are kept, and shown by their numbers."""
    return output.decode("utf-8", "surrogateescape")


def words(said: str) -> str:
    """What git wrote on its error stream, on one line and safe to show."""
    lines = [show_path(line.strip()) for line in said.splitlines() if line.strip()]
    text = " / ".join(line for line in lines if not line.startswith("hint:"))
    return text.removeprefix("fatal: ").removeprefix("error: ")[:500] or "it gave no reason"


def _start(
    folder: Path, arguments: tuple[str, ...], *, stdin: int | IO[bytes], stderr: int, room: int = -1
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - a list of arguments, git by its full path
        [_program(), *_HARDENED, *arguments],
        cwd=folder,
        env=_environment() | ({"GIT_FLUSH": "0"} if arguments[0] in _LONG else {}),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=stderr,
        pipesize=room,
        bufsize=_AT_ONCE,
    )


def pipe(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None  # noqa: S101 - opened as a pipe
    return stream


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop a command that still runs, kindly first: then git takes its own locks away."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()


def _program() -> str:
    """The full path of git, from the absolute folders of PATH: never one that lies where we work."""
    for folder in filter(os.path.isabs, os.get_exec_path()):
        found = shutil.which("git", path=folder)
        if found and os.path.isabs(found):  # noqa: PTH117 - Windows looks in the current folder first
            return found
    raise NoRepositoryError("git is not installed", "install it from https://git-scm.com; only history needs it")


def _environment() -> dict[str, str]:
    """The user's environment without what points git to another repository or to other settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key.startswith(_KEPT)}
    return kept | _FIXED

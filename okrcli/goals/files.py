"""The working folder as (path, bytes) pairs: plain files only, opened without following links."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.text import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SETTINGS_FILE: Final = "okr.yaml"
GOALS_FOLDER: Final = "okrs"
CHECKINS: Final = "checkins"
REVIEWS: Final = "reviews"
_DEPTH: Final = 3  # okrs/, CYCLE/, FOLDER/
_FLAGS: Final = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")  # those that this system has
_OPEN: Final = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _FLAGS)


class Refusal(NamedTuple):
    """A file that was not read, and why."""

    name: str
    message: str
    hint: str | None = None


Content = bytes | Refusal
_REFUSES_LINKS: Final = hasattr(os, "O_NOFOLLOW")
_LINK: Final = Refusal("unreadable-file", "is a symbolic link", "put the file itself here")


def goals_path(cycle: str, team: str) -> str:
    """The file with the goals of a team in a cycle."""
    return f"{GOALS_FOLDER}/{cycle}/{team}.yaml"


def checkins_folder(cycle: str) -> str:
    """The folder with the check-ins of a cycle."""
    return f"{GOALS_FOLDER}/{cycle}/{CHECKINS}"


def find_root(start: Path) -> Path:
    """The folder with okr.yaml: here, or the nearest above."""
    try:
        start = start.resolve()
    except FileNotFoundError:
        raise OkrError("the folder that we are in is gone", "go to one that is there: `cd`") from None
    for folder in (start, *start.parents):
        if os.path.lexists(folder / SETTINGS_FILE):
            return folder
    raise OkrError(
        f"no {SETTINGS_FILE} in {show_path(str(start))} or any folder above",
        "run `okr init` to make a workspace",
    )


def git_folder(root: Path) -> Path | None:
    """The folder in which git keeps what belongs to this work tree; None where there is none, or git must be asked."""
    top = work_tree(root)
    if top is None or (top / ".git").is_symlink():
        return None
    found = top / ".git"
    if found.is_dir():
        return found
    kept = found.read_text("utf-8", "surrogateescape").partition("gitdir: ")[2].strip() if found.is_file() else ""
    return top / kept if kept and (top / kept / "HEAD").is_file() else None


def work_tree(root: Path) -> Path | None:
    """The nearest folder that has a `.git`: this one or one above; None where there is none."""
    return next((folder for folder in (root, *root.parents) if os.path.lexists(folder / ".git")), None)


def read_file(root: Path, path: str) -> Content:
    """One file of a workspace, as `read_folder` reads it."""
    return _read(f"{root}/{path}")


def read_folder(root: Path) -> Iterator[tuple[str, Content]]:
    """Every file of a workspace in a fixed order; paths are relative to the root, with `/`."""
    yield SETTINGS_FILE, _read(str(root / SETTINGS_FILE))
    goals = f"{root}/{GOALS_FOLDER}"
    yield from _yaml_files(goals, GOALS_FOLDER)
    for cycle in _folders(goals):
        yield from _yaml_files(f"{goals}/{cycle}", f"{GOALS_FOLDER}/{cycle}")
        for name in _folders(f"{goals}/{cycle}"):
            yield from _yaml_files(f"{goals}/{cycle}/{name}", f"{GOALS_FOLDER}/{cycle}/{name}")


def status_of_folder(root: Path) -> tuple[str, int]:
    """What the system says of every file that `read_folder` reads, and when the latest of them changed (ns).

    A line a file: path, mode, inode, size and the times of change, as git's index has them. OSError where a
    folder cannot be listed.
    """
    lines = [_status(SETTINGS_FILE, settings := os.lstat(f"{root}/{SETTINGS_FILE}"))]
    newest = settings.st_ctime_ns
    folders = [(f"{root}/{GOALS_FOLDER}", GOALS_FOLDER, 1)]
    for folder, shown, depth in folders:
        if not os.path.lexists(folder):
            continue
        if os.path.islink(folder):  # noqa: PTH114
            lines.append(_status(shown, os.lstat(folder)))
            continue
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".yaml", ".yml")):
                    status = entry.stat(follow_symlinks=False)
                    newest = max(newest, status.st_ctime_ns)
                    lines.append(_status(f"{shown}/{entry.name}", status))
                elif depth < _DEPTH and entry.is_dir():
                    folders.append((entry.path, f"{shown}/{entry.name}", depth + 1))
    return "\n".join(sorted(lines)), newest


def _status(path: str, found: os.stat_result) -> str:
    return f"{path}\0{found[0]} {found[1]} {found[6]} {found.st_mtime_ns} {found.st_ctime_ns}"


def is_workspace_file(path: str) -> bool:
    """Whether a path, relative to the root, is one that `read_folder` reads."""
    folder, *parts = path.split("/")
    if not parts:
        return folder == SETTINGS_FILE
    return folder == GOALS_FOLDER and len(parts) <= _DEPTH and path.endswith((".yaml", ".yml"))


def named_from(root: Path, path: Path) -> str | None:
    """The name that a workspace has for a file or folder, there or not; None outside. Of a link, itself is meant."""
    named = path.name not in {"", ".."}
    place = path.parent.resolve() / path.name if named else path.resolve()
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else None


def read_over(root: Path, unsaved: Mapping[Path, Content]) -> dict[str, Content]:
    """Every file of a workspace; what is not saved yet stands for what is in the folder."""
    typed = ((named_from(root, path), content) for path, content in unsaved.items())
    return dict(read_folder(root)) | {name: content for name, content in typed if name and is_workspace_file(name)}


def _folders(folder: str) -> list[str]:
    """The folders in a folder, links to folders too: they are named, and refused."""
    if os.path.islink(folder):  # noqa: PTH114 - plain strings: this module runs for every file
        return []
    try:
        return [name for name in sorted(os.listdir(folder)) if os.path.isdir(f"{folder}/{name}")]  # noqa: PTH112, PTH208
    except OSError:  # which `_yaml_files` says
        return []


def _yaml_files(folder: str, shown: str) -> Iterator[tuple[str, Content]]:
    if os.path.islink(folder):  # noqa: PTH114
        yield shown, Refusal("unreadable-file", "is a symbolic link", "put the folder itself here")
        return
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except FileNotFoundError:
        return
    except OSError as error:
        yield shown, Refusal("unreadable-file", f"cannot be opened: {error.strerror or 'unknown error'}")
        return
    for name in names:
        if name.endswith((".yaml", ".yml")):
            yield f"{shown}/{name}", _read(f"{folder}/{name}")


def _read(path: str) -> Content:  # noqa: PLR0911 - each refusal where it is found
    """The bytes of a plain file; anything else is refused unread, and nothing is ever waited for."""
    try:
        if not _REFUSES_LINKS and os.path.islink(path):  # noqa: PTH114
            return _LINK
        handle = os.open(path, _OPEN)
    except FileNotFoundError:
        return Refusal("unreadable-file", "does not exist")
    except OSError as error:
        if os.path.islink(path):  # noqa: PTH114 - O_NOFOLLOW has its own errors on every system
            return _LINK
        return Refusal("unreadable-file", f"cannot be opened: {error.strerror or 'unknown error'}")
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return Refusal("unreadable-file", "is not a plain file", "remove it")
        if status.st_size > MAX_BYTES:
            return Refusal("too-large", f"is larger than 1 MiB ({status.st_size:,} bytes)", "split it")
        content = os.read(handle, status.st_size + 1)  # a larger buffer than the file costs more than reading it
        return content if len(content) <= status.st_size else content + os.read(handle, MAX_BYTES)  # it has grown
    except OSError as error:
        return Refusal("unreadable-file", f"cannot be read: {error.strerror or 'unknown error'}")
    finally:
        os.close(handle)


def show_path(path: str) -> str:
    """A path as it may be shown: control, bidi and undecodable characters by their numbers."""
    return "".join(
        character if character.isprintable() else f"\\x{code:02x}" if code <= _BYTE else f"\\u{code:04x}"
        for character, code in ((character, _number(character)) for character in path)
    )


_BYTE: Final = 0xFF
_ESCAPED: Final = 0xDC00


def _number(character: str) -> int:
    """The code point; for a byte that is no UTF-8 the byte itself."""
    code = ord(character)
    return code - _ESCAPED if _ESCAPED + 0x80 <= code <= _ESCAPED + _BYTE else code

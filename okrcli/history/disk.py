"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from okrcli.errors import OkrError
from okrcli.goals.files import SETTINGS_FILE, show_path

if TYPE_CHECKING:
    from collections.abc import Iterator

BESIDE: Final = ".okr-"
"""How the names begin under which files are written before they get their own; a killed run may leave one."""


class PathTakenError(OkrError):
    """The file exists, here or in git: choose another name."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{show_path(path)} is there already", "nothing was written")


def write_new(file: Path, text: str) -> None:
    """Write a file that does not exist yet: all of it, or nothing."""
    root = _root_of(file)
    with written(root, file.relative_to(root).as_posix(), text):
        pass


def _root_of(file: Path) -> Path:
    """The folder from which on no link may be followed: the workspace's, else the nearest that is there."""
    workspace = (folder for folder in file.parents if os.path.lexists(folder / SETTINGS_FILE))
    there = (folder for folder in file.parents if folder.is_dir() and not folder.is_symlink())
    return next(workspace, None) or next(there)


def write(file: Path, text: str) -> None:
    """Put a text in the place of a file, or make it: readers see the old one or the new one, whole."""
    if os.path.lexists(file):
        write_bytes(file, text.encode())
    else:
        write_new(file, text)


def write_bytes(file: Path, content: bytes) -> None:
    """Put bytes in the place of a file that is there."""
    try:
        if file.is_symlink():
            raise OkrError(f"{show_path(file.name)} is a symbolic link", "put the file itself there")
        with _beside(file, content) as made:
            made.chmod(stat.S_IMODE(file.stat().st_mode))
            made.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        raise _unwritable(file.name, error) from None


def _unwritable(path: str, error: OSError) -> OkrError:
    return OkrError(f"cannot write {show_path(path)}: {error.strerror or 'unknown error'}")


@contextmanager
def written(root: Path, path: str, text: str) -> Iterator[None]:
    """The new file is there; if the block fails it is gone again, with the folders made for it."""
    content = text.encode()
    folders: list[Path] = []
    try:
        _make_folders(root, path, folders)
        _create(root / path, content)
    except FileExistsError:
        raise PathTakenError(path) from None
    except BaseException as error:
        _remove(folders)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from None
        raise
    try:
        yield
    except BaseException as error:
        if not _take_back(root / path, content):
            said = f"{show_path(path)} was changed while it was committed: it is left as it is"
            raise OkrError(said, str(error) or None) from error
        _remove(folders)
        raise


def _take_back(file: Path, content: bytes) -> bool:
    """Remove a file unless somebody, perhaps a hook, has changed it."""
    with suppress(FileNotFoundError):
        if file.read_bytes() != content:
            return False
        file.unlink()
    return True


def _make_folders(root: Path, path: str, made: list[Path]) -> None:
    folder = root
    for part in Path(path).parent.parts:
        folder /= part
        if folder.is_symlink():
            raise OkrError(
                f"{show_path(str(folder.relative_to(root)))} is a symbolic link",
                "put the folder itself there",
            )
        if not folder.is_dir():
            with suppress(FileExistsError):  # another okr was faster
                folder.mkdir()
                made.append(folder)


def _remove(folders: list[Path]) -> None:
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _create(file: Path, content: bytes) -> None:
    """The new file under its name at once and whole: a killed run leaves no part of it."""
    with _beside(file, content) as made:
        try:
            os.link(made, file)
        except FileExistsError:
            raise
        except OSError:  # no links here (FAT, some network drives)
            _claim(made, file)
    try:
        _sync_folder(file.parent)
    except BaseException:
        file.unlink()
        raise


def _claim(made: Path, file: Path) -> None:
    """Without links: an empty file claims the name, then the whole one takes its place."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    try:
        made.replace(file)
    except BaseException:
        file.unlink()
        raise


@contextmanager
def _beside(file: Path, content: bytes) -> Iterator[Path]:
    """The content in a file of another name in the same folder, on the disk; gone again in the end."""
    made = file.with_name(f"{BESIDE}{os.getpid()}-{file.stem}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(made, flags, 0o666), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        yield made
    finally:
        made.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what killed runs left beside; only while no other okr writes."""
    with suppress(OSError):
        for left in folder.glob(f"{BESIDE}*.tmp"):
            left.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut; Windows cannot and need not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Results written to files: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from okrcli.errors import OkrError

if TYPE_CHECKING:
    from pathlib import Path


def replace(file: Path, text: str) -> None:
    """Write a text in UTF-8 beside a file and put it in its place; a folder that is not there is an OkrError."""
    if not file.parent.is_dir():
        raise OkrError(f"there is no folder {str(file.parent)!r}", "make it first, or name another file")
    if file.is_dir():
        raise OkrError(f"{str(file)!r} is a folder", "name a file in it")
    handle, made = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            out.write(text)
        _as_usual(made)
        os.replace(made, file)  # noqa: PTH105 - plain strings
    except BaseException:
        os.unlink(made)  # noqa: PTH108
        raise


def _as_usual(made: str) -> None:
    """The mode that a new file has, and not the one of a secret."""
    mask = os.umask(0)
    os.umask(mask)
    os.chmod(made, 0o666 & ~mask)  # noqa: PTH101

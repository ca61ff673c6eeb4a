"""The user's own editor, found and started as git does it."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

from okrcli.errors import OkrError
from okrcli.history import git

if TYPE_CHECKING:
    from pathlib import Path


def edit(file: Path, folder: Path) -> None:
    """Have a file edited; OkrError where there is no editor, or where it ends with an error: then nothing is meant."""
    editor = os.environ.get("OKR_EDITOR") or os.environ.get("GIT_EDITOR") or _of_git(folder)
    if not editor:
        raise OkrError("there is no editor", "set OKR_EDITOR or EDITOR")
    if os.name == "nt":
        command = [*shlex.split(editor, posix=False), str(file)]
    else:
        command = ["sh", "-c", f'{editor} "$@"', editor, str(file)]
    try:
        code = subprocess.run(command, cwd=folder, check=False).returncode  # noqa: S603 - the user's own editor
    except OSError as error:
        raise OkrError(f"the editor cannot be started: {error.strerror}", "set OKR_EDITOR") from None
    if code:
        raise OkrError(f"the editor ended with {code}: nothing was recorded")


def _of_git(folder: Path) -> str | None:
    """core.editor, VISUAL, EDITOR, in git's order; without git the last two."""
    try:
        answer = git.run(folder, "var", "GIT_EDITOR")
    except git.NoRepositoryError:
        return os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return None if answer.code else answer.text

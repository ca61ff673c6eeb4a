"""`okr lint -`: the text on stdin stands for a file, as editors and hooks have it before it is saved."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from okrcli.errors import OkrError
from okrcli.goals.files import Refusal
from okrcli.goals.text import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from okrcli.goals.files import Content


def typed_file(folder: Path, paths: Sequence[Path], name: Path | None) -> dict[Path, Content]:
    """The file that stdin stands for, with its text; none where no path is `-`."""
    if "-" not in map(str, paths):
        if name:
            raise OkrError(
                "--stdin-filename is the name of a text on stdin", f"run `okr lint - --stdin-filename {name}`"
            )
        return {}
    if len(paths) > 1:
        raise OkrError("`-` stands alone", "stdin is one file; lint the others in a second run")
    if not name:
        raise OkrError("`-` needs a name", "run `okr lint - --stdin-filename okrs/CYCLE/TEAM.yaml`")
    return {folder / name: _stdin()}


def refuse_writing(typed: dict[Path, Content], **asked: bool) -> bool:
    """Whether an option writes to files; raises OkrError where stdin stands for one."""
    option = next((f"--{name.replace('_', '-')}" for name, value in asked.items() if value), None)
    if typed and option:
        raise OkrError(
            f"{option} writes to files, and stdin is none", "save it first; --diff shows what --fix would do"
        )
    return option is not None


def _stdin() -> Content:
    text = sys.stdin.buffer.read(MAX_BYTES + 1)
    return Refusal("too-large", "is larger than 1 MiB", "split it") if len(text) > MAX_BYTES else text

"""What git is told of goals files: how to show them in a diff, and how to merge them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from okrcli.errors import OkrError
from okrcli.goals.files import show_path
from okrcli.goals.source import Source
from okrcli.history import git
from okrcli.history.merging import Conflict, meaning, merged_text, says
from okrcli.history.writing import write_bytes, write_new

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from okrcli.history.repository import Repository

ATTRIBUTES: Final = ".gitattributes"
LINE: Final = "okrs/**/*.yaml diff=okr merge=okr"
_SAFE: Final = re.compile(r"[A-Za-z0-9_./+:@%-]+")


class Setup(NamedTuple):
    """What would be written: the attributes that everybody shares, and the settings of this clone."""

    attributes: bytes | None
    settings: Mapping[str, str]


def settings(program: str) -> dict[str, str]:
    """The local settings of git; where okr is gone or fails, git does what it does without it."""
    okr = program if _SAFE.fullmatch(program) else "'" + program.replace("'", "'\\''") + "'"
    return {
        "diff.okr.xfuncname": r"^ +([a-z0-9][a-z0-9-]*):[ \t]*(#.*)?$",
        "diff.okr.textconv": f'f() {{ {okr} textconv "$1" 2>/dev/null || cat "$1"; }}; f',
        "diff.okr.cachetextconv": "true",
        "merge.okr.driver": (
            f'f() {{ {okr} merge-driver "$@"; r=$?; [ $r -le 1 ] && return $r; '
            f'git merge-file -L ours -L base -L theirs --marker-size="$4" "$2" "$1" "$3"; }}; f %O %A %B %L %P'
        ),
        "merge.okr.name": "goals, merged by their ids",  # last: git refuses a driver that has a name alone
    }


def wanted(repository: Repository, program: str) -> Setup:
    """What is not so yet."""
    file = repository.root / ATTRIBUTES
    if file.is_symlink():
        raise OkrError(f"{ATTRIBUTES} is a symbolic link", "put the file itself there")
    content = file.read_bytes() if file.is_file() else b""
    ending = b"" if not content or content.endswith(b"\n") else b"\n"
    line = LINE.encode()
    there = any(one.strip() == line for one in content.split(b"\n"))
    attributes = None if there else b"%b%b%b\n" % (content, ending, line)
    present = {name: repository.run("config", "--local", "--get", name).text for name in settings(program)}
    return Setup(attributes, {name: value for name, value in settings(program).items() if present[name] != value})


def set_up(repository: Repository, setup: Setup) -> None:
    """Write both parts."""
    for name, value in setup.settings.items():
        answer = repository.run("config", "--local", "--replace-all", name, value)
        if answer.code:
            raise OkrError(f"git refused to set {name}: {git.words(answer.err)}")
    if setup.attributes is not None:
        file = repository.root / ATTRIBUTES
        if file.exists():
            write_bytes(file, setup.attributes)
        else:
            write_new(file, setup.attributes.decode())


class Outcome(NamedTuple):
    """What a merge of a file came to: its bytes, whether it is clean, and where both sides disagree."""

    content: bytes
    clean: bool
    conflicts: tuple[Conflict, ...] = ()


def merge_files(folder: Path, base: Path, ours: Path, theirs: Path, size: int) -> Outcome:
    """As git merges lines where that says what both sides say, else by ids, else not clean: with git's markers."""
    raw = [(folder / file).read_bytes() for file in (base, ours, theirs)]
    lines = _merge_lines(folder, base, ours, theirs, size)
    try:
        texts = [content.decode("utf-8").removeprefix("\ufeff") for content in raw]
    except UnicodeDecodeError:
        return lines
    meant = meaning(*texts)
    if meant is None:  # not for us to judge, but what all sides could read must be readable
        broken = not any(Source(text).problems for text in texts) and bool(Source(lines.content).problems)
        return lines._replace(clean=lines.clean and not broken)
    if meant.conflicts:
        return lines._replace(clean=False, conflicts=meant.conflicts)
    if lines.clean and says(lines.content, meant):
        return lines
    text = merged_text(meant, *texts)
    if text is None:
        return lines._replace(clean=False)
    mark = b"\xef\xbb\xbf" if raw[1].startswith(b"\xef\xbb\xbf") else b""
    return Outcome(mark + text.encode(), clean=True)


def _merge_lines(folder: Path, base: Path, ours: Path, theirs: Path, size: int) -> Outcome:
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    names = [str(folder / file) for file in (ours, base, theirs)]
    answer = git.run(folder, "merge-file", "--stdout", f"--marker-size={size}", *labels, *names)
    if answer.code > 127 or answer.code < 0:  # noqa: PLR2004 - the count of conflicts ends there
        raise OkrError(f"git cannot merge {show_path(str(ours))}: {git.words(answer.err)}")
    return Outcome(answer.out, clean=answer.code == 0)

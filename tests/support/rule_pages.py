"""The examples in the pages of rules, as files."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = re.compile(r" *# <- (?P<message>.*)$")
CARETS = re.compile(r" *(?:#(?= )|(?=#\^)) *(?P<place>#?\^+)")
FILE = re.compile(r"# file: (?P<path>\S+)")


def blocks(page: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", inspect.cleandoc(page), re.MULTILINE | re.DOTALL)


def split(block: str) -> dict[str, str]:
    """The files of a block; one without a name is the goals file of its team, or okr.yaml."""
    files: dict[str, list[str]] = {}
    named = [match["path"] for line in block.splitlines() if (match := FILE.fullmatch(line))]
    team = re.search(r"^team: (\S+)", block, re.MULTILINE)
    path = "" if named else f"okrs/2026-Q3/{team[1] if team else 'payments'}.yaml"
    for line in block.splitlines():
        match = FILE.fullmatch(line)
        path = match["path"] if match else path
        files.setdefault(path, []).append("#" if match else line)
    return {path: "\n".join(lines) for path, lines in files.items()}


def without_carets(files: dict[str, str]) -> dict[str, str]:
    return {
        path: "\n".join(line for line in text.split("\n") if not CARETS.fullmatch(line)) for path, text in files.items()
    }


def underlined(files: dict[str, str]) -> Iterator[tuple[str, int, int, int]]:
    """Path, line, first column and the column behind the last of what carets show; carets are no lines themselves."""
    for path, text in files.items():
        number = 0
        for line in text.split("\n"):
            if match := CARETS.fullmatch(line):
                yield path, number, match.start("place") + 1, match.end("place") + 1
            else:
                number += 1

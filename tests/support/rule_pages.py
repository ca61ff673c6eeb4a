"""The examples in the pages of rules, as files."""

from __future__ import annotations

import inspect
import re

MARK = re.compile(r" *# <- (?P<message>.*)$")
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

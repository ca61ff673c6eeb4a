"""Lists of function words from `lists.txt`, each by the module and the constant that uses it."""

from __future__ import annotations

import functools
import os


def read_lines(name: str) -> list[str]:
    """The lines of a data file beside this module."""
    return read_bytes(name).decode("utf-8").splitlines()


def read_bytes(name: str) -> bytes:
    """A data file beside this module, whatever ends of lines git has checked out."""
    # not pathlib: it takes a third of the judge's time to load
    path = os.path.join(os.path.dirname(__file__), name)  # noqa: PTH118, PTH120
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read().replace(b"\r\n", b"\n")


@functools.cache
def _lists() -> dict[str, list[str]]:
    """Entries by the name of their list, in order."""
    lists: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in read_lines("lists.txt"):
        if line.startswith("== "):
            entries = lists.setdefault(line[3:], [])
        elif not line.startswith("# "):
            entries.extend(line.split())
    return lists


def listed(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_lists()[name])


def table(name: str) -> dict[str, str]:
    """The words of a list with the value of each, written word=value."""
    pairs = (entry.rpartition("=") for entry in _lists()[name])
    return {word.replace("+", " "): value.replace("+", " ") for word, _, value in pairs}

"""A file of goals as one line for each field, for `git diff`: `payments/checkout-trust/completion target: 75`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from okrcli.goals.source import Source
from okrcli.render.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENT: Final = re.compile(r"(?:^|\s)(#.*)$", re.MULTILINE)
_LEVELS: Final = ("objectives", "key_results")


def lines(content: bytes) -> str:
    """The fields, then the comments; of a file that cannot be read its own lines, as far as they can be shown."""
    source = Source(content)
    if not source.readable or not isinstance(source.data, dict):
        first = source.problems[0].message if source.problems else "it is no mapping"
        text = content.decode("utf-8", "replace")
        return "".join(f"{line}\n" for line in (f"okr cannot read this: {clean(first)}", *map(clean, text.split("\n"))))
    return "".join(f"{line}\n" for line in (*_fields(source.data), *_comments(source.text)))


def _fields(data: dict[str, Any]) -> Iterator[str]:
    team = data.get("team")
    if isinstance(team, str) and "objectives" in data:
        yield f"team: {clean(team)}"
        yield from _goals(data, (team,))
        return
    about = " ".join(clean(str(data[key])) for key in ("date", "by") if key in data)
    for key, value in data.items():
        if isinstance(value, dict) and value:
            yield from (f"{about} {clean(f'{key} {name}')}: {_said(item)}".strip() for name, item in value.items())
        else:
            yield f"{about} {clean(key)}: {_said(value)}".strip()


def _goals(holder: dict[str, Any], way: tuple[str, ...]) -> Iterator[str]:
    """The fields of what is held at a way, then of what is below it."""
    for key, value in holder.items():
        if key in _LEVELS and isinstance(value, dict):
            for name, goal in value.items():
                below = (*way, name)
                if isinstance(goal, dict):
                    yield from _goals(goal, below)
                else:
                    yield f"{clean('/'.join(below))}: {_said(goal)}"
        elif len(way) > 1 or key != "team":
            yield from _field("/".join(way), key, value)


def _field(address: str, key: str, value: Any) -> Iterator[str]:
    """One field; of a list of entries one line each."""
    name = f"{clean(address)} {clean(key)}"
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        yield from (f"{name}: {_said(item)}" for item in value)
    else:
        yield f"{name}: {_said(value)}"


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{clean(str(key))}: {_said(item)}" for key, item in value.items()) or "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_said, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else clean(value) if isinstance(value, str) else f"{value}"


def _comments(text: str) -> Iterator[str]:
    """What stands behind a `#`: comments say nothing of goals, but can silence a rule."""
    return (clean(match[1].rstrip()) for match in _COMMENT.finditer(text))

"""A text cut into the blocks of its keys: put together again they are the text, comments and all."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import yaml

from okrcli.goals.events import PARSER

if TYPE_CHECKING:
    from collections.abc import Sequence


class Block(NamedTuple):
    """A key or an item of a list with its lines: what stands above it, its own, and the blocks below it."""

    key: str
    lead: str
    head: str
    children: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        return self.lead + self.head + "".join(child.text for child in self.children)


class Braces(NamedTuple):
    """A value in braces or brackets: its parts by key, or by their own text, and the lines around it."""

    before: str
    after: str
    keyed: bool
    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return self.before + ", ".join(text for _, text in self.parts) + self.after


def cut(text: str) -> tuple[Block, ...]:
    """The blocks of a text that has been read without a problem; the last line has an end."""
    root = yaml.compose(text, Loader=PARSER)
    lines = text.splitlines(keepends=True)
    return _blocks(lines, 0, len(lines), root) if isinstance(root, yaml.CollectionNode) else ()


def _blocks(lines: Sequence[str], first: int, end: int, node: yaml.CollectionNode) -> tuple[Block, ...]:
    """The blocks of a mapping or list that fills the lines from `first` on."""
    column, entries = node.start_mark.column, _entries(node)
    starts = [key.start_mark.line for _, key, _ in entries]
    leads = [_lead(lines, line, before + 1, column) for before, line in itertools.pairwise(starts)]
    bounds = [first, *leads, end]
    return tuple(
        _block(lines, (bounds[number], starts[number], bounds[number + 1]), name, value)
        for number, (name, _, value) in enumerate(entries)
    )


def _entries(node: yaml.CollectionNode) -> list[tuple[str, yaml.Node, yaml.Node]]:
    """Name, where it begins, and value; an item of a list is named by what it says."""
    if isinstance(node, yaml.MappingNode):
        return [(key.value, key, value) for key, value in node.value]
    return [(yaml.serialize(item, width=10**6), item, item) for item in node.value]


def _lead(lines: Sequence[str], line: int, least: int, column: int) -> int:
    """Where the comments and blank lines above a key begin that stand as far to the right as it."""
    while line > least:
        above = lines[line - 1]
        indent = len(above) - len(above.lstrip(" "))
        if above.strip() and not (above.lstrip().startswith("#") and indent == column):
            break
        line -= 1
    return line


def _block(lines: Sequence[str], bounds: tuple[int, int, int], name: str, value: yaml.Node) -> Block:
    above, start, end = bounds
    lead = "".join(lines[above:start])
    below = value.start_mark.line
    whole = isinstance(value, yaml.CollectionNode) and not value.flow_style and value.value and below > start
    if not whole or not isinstance(value, yaml.CollectionNode):
        return Block(name, lead, "".join(lines[start:end]))
    first = _lead(lines, below, start + 1, value.start_mark.column)
    return Block(name, lead, "".join(lines[start:first]), _blocks(lines, first, end, value))


def braces(text: str) -> Braces | None:
    """The value in braces or brackets of a block, or of a part of braces; None where there is none on one line."""
    root = yaml.compose(text, Loader=PARSER)
    while isinstance(root, yaml.CollectionNode) and not root.flow_style and len(root.value) == 1:
        item = root.value[0]
        root = item[1] if isinstance(root, yaml.MappingNode) else item
    if not isinstance(root, yaml.CollectionNode) or not root.flow_style or not root.value:
        return None
    spans = [(name, key.start_mark.index, value.end_mark.index) for name, key, value in _entries(root)]
    gaps = [text[one[2] : other[1]] for one, other in itertools.pairwise(spans)]
    if any(gap.strip() != "," for gap in gaps) or "\n" in text[root.start_mark.index : root.end_mark.index]:
        return None
    parts = tuple((name, text[start:end]) for name, start, end in spans)
    return Braces(text[: spans[0][1]], text[spans[-1][2] :], isinstance(root, yaml.MappingNode), parts)

"""Where the values of a text stand: the tree of its nodes, built when somebody asks for a place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import yaml

from okrcli.goals.diagnostic import Span
from okrcli.goals.events import PARSER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.diagnostic import Route


class Extent(NamedTuple):
    """Where a mapping or a list stands: its offsets, the column of its keys, and the offset behind its last value."""

    start: int
    end: int
    column: int
    last_end: int
    flow: bool


class Tree:
    """The nodes of a text that has been read without a refusal."""

    def __init__(self, text: str) -> None:
        self._root = yaml.compose(text, Loader=PARSER)

    def locate(self, route: Route, *, at_key: bool = False) -> Span:
        """The scalar at a route, else the key of a mapping or list, else the nearest ancestor."""
        key, value, _ = self._walk(route)
        node = key if key is not None and (at_key or not isinstance(value, yaml.ScalarNode)) else value
        if node is None:
            return Span(1, 1, 1, 1)
        start, end = node.start_mark, node.end_mark
        block = not isinstance(node, yaml.ScalarNode) or (end.line > start.line and node.style in {"|", ">"})
        if block:
            return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
        return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def scalar_slice(self, route: Route) -> tuple[int, int] | None:
        """The offsets of the scalar at a route, for splicing; None if there is none."""
        _, value, depth = self._walk(route)
        if not isinstance(value, yaml.ScalarNode) or depth != len(route):
            return None
        return value.start_mark.index, value.end_mark.index

    def in_flow(self, route: Route) -> bool:
        """Whether the mapping or list at a route is written in braces or brackets."""
        _, value, depth = self._walk(route)
        return bool(depth == len(route) and getattr(value, "flow_style", False))

    def in_scalar(self, line: int, column: int) -> bool:
        """Whether a place is inside of a value, where a `#` begins no comment."""
        at = (line - 1, column - 1)
        return any(
            (node.start_mark.line, node.start_mark.column) <= at < (node.end_mark.line, node.end_mark.column)
            for node in self._nodes
            if isinstance(node, yaml.ScalarNode)
        )

    def extent(self, line: int) -> tuple[int, int]:
        """The first and the last line of what begins on a line, with all that is in it."""
        ends = (_last_line(node) for key, node in self._pairs if key.start_mark.line == line - 1)
        return line, max(ends, default=line)

    @cached_property
    def _nodes(self) -> tuple[yaml.Node, ...]:
        return tuple(node for pair in self._pairs for node in dict.fromkeys(pair))

    @cached_property
    def _pairs(self) -> tuple[tuple[yaml.Node, yaml.Node], ...]:
        """Every key with its value, every item of a list as both."""
        return tuple(_below(self._root))

    def route_at(self, line: int, column: int) -> tuple[Route, bool] | None:
        """The way to the key or scalar that covers a place, and whether it is a key; None where none does."""
        route: tuple[str | int, ...] = ()
        node, at = self._root, (line - 1, column - 1)
        while (found := next((step for step in _steps(node) if _covers(step, at)), None)) is not None:
            name, key, node = found
            route = (*route, name)
            if _is_in(key, at) or isinstance(node, yaml.ScalarNode):
                return route, _is_in(key, at)
        return None

    def collection(self, route: Route) -> Extent | None:
        """Where the mapping or list at a route stands; None if there is none."""
        _, node, depth = self._walk(route)
        if not isinstance(node, yaml.CollectionNode) or depth != len(route):
            return None
        start, end = node.start_mark, node.end_mark
        last: yaml.Node = node
        while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
            last = _last(last)
        if node.flow_style and node.value:
            last = _last(node)
        return Extent(start.index, end.index, start.column, last.end_mark.index, bool(node.flow_style))

    def _walk(self, route: Route) -> tuple[yaml.Node | None, yaml.Node | None, int]:
        """The last key and value on the way, and how far the way leads."""
        key: yaml.Node | None = None
        node, depth = self._root, 0
        for step in route:
            found = _child(node, step)
            if found is None:
                break
            key, node = found
            depth += 1
        return key, node, depth


def _below(node: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        pairs = node.value
    elif isinstance(node, yaml.SequenceNode):
        pairs = [(item, item) for item in node.value]
    for key, value in pairs:
        yield key, value
        yield from _below(value)


def _last_line(node: yaml.Node) -> int:
    """The last line of a node; that of a block ends where the next begins."""
    end = node.end_mark
    flow = isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False)
    inside = end.line + 1 if flow and (end.column or end.line == node.start_mark.line) else end.line
    return int(max(inside, node.start_mark.line + 1))


_Step = tuple[str | int, yaml.Node | None, yaml.Node]


def _steps(node: yaml.Node | None) -> list[_Step]:
    """What a mapping or list holds, each with its name and key; the items of a list have no key."""
    if isinstance(node, yaml.MappingNode):
        return [(key.value, key, value) for key, value in node.value]
    return [(index, None, item) for index, item in enumerate(node.value if isinstance(node, yaml.SequenceNode) else ())]


def _covers(step: _Step, at: tuple[int, int]) -> bool:
    _, key, value = step
    return _is_in(key, at) or _is_in(value, at)


def _is_in(node: yaml.Node | None, at: tuple[int, int]) -> bool:
    """Whether a place is in a node; the end of a scalar is, for a cursor stands behind what was typed."""
    if node is None:
        return False
    start, end = ((mark.line, mark.column) for mark in (node.start_mark, node.end_mark))
    return start <= at <= end if isinstance(node, yaml.ScalarNode) else start <= at < end


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _last(node: yaml.CollectionNode) -> yaml.Node:
    item = node.value[-1]
    last: yaml.Node = item[1] if isinstance(node, yaml.MappingNode) else item
    return last

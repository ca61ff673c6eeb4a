"""Where the values of a text stand: the tree of its nodes, built when somebody asks for a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from okrcli.goals.diagnostic import Span
from okrcli.goals.events import PARSER

if TYPE_CHECKING:
    from okrcli.goals.diagnostic import Route


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


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None

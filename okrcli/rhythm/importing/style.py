"""How a document tells its goals from everything else in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.rhythm.importing import cycles
from okrcli.rhythm.importing.marks import KEY_RESULT, OBJECTIVE, unmark

if TYPE_CHECKING:
    from okrcli.rhythm.importing.markdown import Node


class Style(NamedTuple):
    """Which marks a document uses."""

    results: bool  # key results are marked
    objectives: bool  # objectives are marked
    roles: frozenset[str]  # 'CFO' of 'CFO KR: …'

    @property
    def bold(self) -> bool:
        """Whether objectives are what is bold."""
        return self.results and not self.objectives


def style_of(root: Node) -> Style:
    marked = [(node, unmark(node.text)) for node in root.walk() if node.kind != "table"]
    results = [(node, mark) for node, mark in marked if mark.kind == KEY_RESULT and (mark.text or node.children)]
    return Style(
        bool(results),
        any(mark.kind == OBJECTIVE and mark.text and not cycles.find(mark.text) for _, mark in marked),
        frozenset(mark.who for _, mark in results if mark.who),
    )

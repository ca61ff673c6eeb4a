"""Markdown as a tree: headings hold what stands below them, list items what is nested in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.tree import SyntaxTreeNode


class Inline(NamedTuple):
    """The words of one place as they are shown, and whether all of them are bold, a link or struck out."""

    text: str = ""
    bold: bool = False
    linked: bool = False
    struck: bool = False


class Cell(NamedTuple):
    """A cell of a table, with the items of the list in it, if there is one."""

    text: Inline
    items: tuple[str, ...] = ()


class Node:
    """A heading, list item, line of a paragraph or table with what belongs to it."""

    __slots__ = ("children", "inline", "kind", "level", "line", "rows")

    def __init__(self, kind: str, line: int, inline: Inline | None = None, level: int = 0) -> None:
        self.kind, self.line, self.inline, self.level = kind, line, inline or Inline(), level
        self.children: list[Node] = []
        self.rows: list[tuple[int, list[Cell]]] = []

    @property
    def text(self) -> str:
        return self.inline.text

    def walk(self) -> Iterator[Node]:
        """The node and everything in it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


MOST_LEVELS: Final = 60
_FRONT: Final = re.compile(r"\A---[ \t]*\r?\n(?P<front>.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TITLE: Final = re.compile(r"^title:[ \t]*['\"]?(?P<title>.*?)['\"]?[ \t]*\r?$", re.MULTILINE)
_TEMPLATE: Final = re.compile(
    r"^[ \t]*(?:\{%.*%\}|\{:.*\}|\{/\*.*\*/\}|(?:import|export)\b.*\bfrom\b.*)[ \t]*$", re.MULTILINE
)
_HTML_TABLE: Final = re.compile(r"<table[\s>].*?</table>", re.DOTALL | re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_PLACE: Final = "okr-table-{}-"
_PLACED: Final = re.compile(r"okr-table-(\d+)-")


def parse(text: str) -> Node:
    """The tree of a document; its own text is the title in its front matter."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    front = _FRONT.match(text)
    title = _TITLE.search(front["front"]) if front else None
    tables: list[Node] = []
    body = _blanked(front[0]) + text[front.end() :] if front else text
    body = _HTML_TABLE.sub(lambda match: _set_aside(match, tables), _TEMPLATE.sub("", body))
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * MOST_LEVELS}).enable(["table", "strikethrough"])
    root = Node("document", 1, Inline(title["title"] if title else ""))
    _fill(root, SyntaxTreeNode(parser.parse(body)).children, tables)
    return root


def _blanked(text: str) -> str:
    return "\n" * text.count("\n")


def _set_aside(match: re.Match[str], tables: list[Node]) -> str:
    """A word in the place of an HTML table: Markdown would end it at its first blank line."""
    line = match.string.count("\n", 0, match.start()) + 1
    tables.append(_html_table(match[0], line))
    return f"{_PLACE.format(len(tables) - 1)}{_blanked(match[0])}"


def _fill(root: Node, nodes: Sequence[SyntaxTreeNode], tables: Sequence[Node]) -> None:
    """Hang the blocks of a document below their headings."""
    open_headings = [root]
    for node in nodes:
        if node.type == "heading":
            level = int(node.tag[1])
            while open_headings[-1].kind == "heading" and open_headings[-1].level >= level:
                open_headings.pop()
            heading = Node("heading", _line(node), _inline(node), level)
            open_headings[-1].children.append(heading)
            open_headings.append(heading)
        else:
            open_headings[-1].children.extend(_block(node, tables))


def _block(node: SyntaxTreeNode, tables: Sequence[Node]) -> Iterator[Node]:
    if node.type in {"bullet_list", "ordered_list"}:
        for item in node.children:
            yield from _item(item, tables)
    elif node.type == "table":
        yield _table(node)
    elif node.type == "html_block":
        yield from (tables[int(number)] for number in _PLACED.findall(node.content))
    elif node.type == "paragraph":
        places = _PLACED.findall(_inline(node).text)
        yield from (tables[int(number)] for number in places)
        if not places:
            yield from _lines(node)
    else:
        for child in node.children:  # quotes
            yield from _block(child, tables)


def _item(node: SyntaxTreeNode, tables: Sequence[Node]) -> Iterator[Node]:
    """A list item with what is nested in it; one without words of its own is only its content."""
    own = next((child for child in node.children if child.type in {"paragraph", "heading"}), None)
    inner = [each for child in node.children if child is not own for each in _block(child, tables)]
    if own is None:
        yield from inner
        return
    item = Node("item", _line(node), _inline(own))
    item.children = inner
    yield item


def _lines(node: SyntaxTreeNode) -> Iterator[Node]:
    """A paragraph as its lines."""
    line = _line(node)
    for offset, inline in enumerate(_inlines(node)):
        if inline.text:
            yield Node("line", line + offset, inline)


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


def _inline(node: SyntaxTreeNode) -> Inline:
    """All the words of a block on one line."""
    parts = [part for part in _inlines(node) if part.text]
    if not parts:
        return Inline()
    flags = (all(part[index] for part in parts) for index in range(1, len(Inline._fields)))
    return Inline(" ".join(part.text for part in parts), *flags)


def _inlines(node: SyntaxTreeNode) -> Iterator[Inline]:
    """The words of a block by its lines."""
    runs: list[Inline] = []
    for child in node.children:
        for run in _runs(child, Inline()):
            if run.text == "\n":
                yield _joined(runs)
                runs = []
            else:
                runs.append(run)
    yield _joined(runs)


def _runs(node: SyntaxTreeNode, around: Inline) -> Iterator[Inline]:
    """The pieces of text with the marks around them; images and raw HTML are no words."""
    if node.type in {"text", "code_inline", "text_special"}:
        yield around._replace(text=node.content)
    elif node.type in {"softbreak", "hardbreak"} or _BREAK.fullmatch(node.content):
        yield around._replace(text="\n")
    elif node.type != "image":
        inner = Inline(
            "",
            around.bold or node.type == "strong",
            around.linked or node.type == "link",
            around.struck or node.type == "s",
        )
        for child in node.children:
            yield from _runs(child, inner)


def _joined(runs: Sequence[Inline]) -> Inline:
    """Pieces of text as one; what follows an arrow (`=> 70%`) has no say in how the rest is marked."""
    text = "".join(run.text for run in runs)
    worded = [run for run in runs if run.text.strip(" .:")]
    before = worded[: next((index for index, run in enumerate(worded) if index and "=>" in run.text), None)]
    flags = (bool(before) and all(run[index] for run in before) for index in range(1, len(Inline._fields)))
    return Inline(" ".join(text.split()), *flags)


def _table(node: SyntaxTreeNode) -> Node:
    table = Node("table", _line(node))
    for part in node.children:
        for row in part.children:
            table.rows.append((_line(row), [_cell(cell) for cell in row.children]))
    return table


def _cell(node: SyntaxTreeNode) -> Cell:
    lines = tuple(part.text for part in _inlines(node) if part.text)
    return Cell(_inline(node), lines if len(lines) > 1 else ())


def _html_table(text: str, line: int) -> Node:
    reader = _TableReader(line)
    reader.feed(text)
    reader.close()
    return reader.table


class _TableReader(HTMLParser):
    """Reads the cells of one HTML table."""

    def __init__(self, line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.table = Node("table", line)
        self._first, self._words, self._items = line, list[str](), list[str]()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "tr":
            self.table.rows.append((self._first + self.getpos()[0] - 1, []))
        elif tag in {"td", "th"}:
            self._words, self._items, self._inside = [], [], True
        elif tag == "li" and self._inside:
            self._items.append("")
        elif tag in {"br", "p"}:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._inside and self.table.rows:
            items = tuple(" ".join(item.split()) for item in self._items if item.strip())
            words = " ".join("".join(self._words).split())
            self.table.rows[-1][1].append(Cell(Inline(words), items))
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._items:
            self._items[-1] += data
        self._words.append(data)

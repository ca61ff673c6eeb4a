"""What a terminal shows as an SVG image: for slides and READMEs; no font, script or link from outside."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from okrcli.render.grid import width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from okrcli.render.grid import Cell, Line
    from okrcli.render.style import Screen
    from okrcli.reports.view import Report

_CELL: Final = 8.4
_LINE: Final = 20
_EDGE: Final = 16
_STYLE: Final = (
    "svg{background:#fff;color-scheme:light dark}"
    "text{font:14px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;"
    "white-space:pre;fill:#1f2328}.bold{font-weight:700}.dim{fill:#59636e}.red{fill:#b3141d}.green{fill:#116329}"
    ".yellow{fill:#7d4e00}.cyan{fill:#0b5e68}.blue{fill:#0550ae}"
    "@media(prefers-color-scheme:dark){svg{background:#0d1117}text{fill:#e6edf3}.dim{fill:#9198a1}.red{fill:#ff8182}.green{fill:#57d364}.yellow{fill:#e3b341}.cyan{fill:#76e3ea}"
    ".blue{fill:#79c0ff}}"
)


def report(view: Report, screen: Screen) -> str:
    """The report as the terminal shows it, 120 columns wide where nobody says otherwise."""
    from okrcli.render import cells, terminal

    return drawn(terminal.lines(view, screen), cells.heading(view))


def drawn(lines: Iterable[Line], title: str) -> str:
    """The lines as text elements: it can be searched and read aloud."""
    lines = list(lines)
    columns = max((sum(width(cell.text) for cell in line) for line in lines), default=0)
    across, down = round(2 * _EDGE + columns * _CELL), 2 * _EDGE + len(lines) * _LINE
    size = f'viewBox="0 0 {across} {down}" width="{across}" height="{down}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(title)}">'
    body = (part for nth, line in enumerate(lines) for part in _line(line, nth))
    return "\n".join([head, f"<title>{escape(title)}</title>", f"<style>{_STYLE}</style>", *body, "</svg>\n"])


def _line(line: Line, nth: int) -> Iterator[str]:
    """An element for each run of one style, at the column where it starts."""
    column = 0
    y = _EDGE + _LINE * nth + 14
    for cell in line:
        said = cell.text.strip(" ")
        if said:
            start = column + len(cell.text) - len(cell.text.lstrip(" "))
            yield _text(cell, said, round(_EDGE + start * _CELL, 1), y)
        column += width(cell.text)


def _text(cell: Cell, said: str, x: float, y: int) -> str:
    kind = f' class="{cell.style}"' if cell.style else ""
    length = round(width(said) * _CELL, 1)
    return (
        f'<text x="{x:g}" y="{y}" textLength="{length:g}" lengthAdjust="spacingAndGlyphs"{kind}>{escape(said)}</text>'
    )

"""What text is shown on, and its colours; the words say the same without them."""

from __future__ import annotations

from typing import Final, NamedTuple


class Screen(NamedTuple):
    """Columns, and whether colour and more than ASCII are known."""

    width: int = 120
    colour: bool = False
    ascii_only: bool = False


_CODES: Final = {
    "red": "31",
    "yellow": "33",
    "blue": "34",
    "cyan": "36",
    "green": "32",
    "bold": "1",
    "dim": "2",
}


def paint(text: str, *styles: str, on: bool) -> str:
    """The text in ANSI styles where colour is on."""
    return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m" if on and text else text

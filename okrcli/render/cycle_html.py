"""A cycle as one HTML file: no script, no request, light and dark, on paper too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.render import cells
from okrcli.render.html import ONE_FILE, page, style
from okrcli.render.told import sections
from okrcli.reports.summary import summarise

if TYPE_CHECKING:
    from okrcli.render.style import Screen
    from okrcli.reports.view import Report


def report(view: Report, _screen: Screen | None = None) -> str:
    """The whole cycle as one page."""
    return page(
        "report.html",
        view=view,
        title=cells.heading(view),
        policy=ONE_FILE,
        style=style(),
        sections=sections(view, named=True),
        retro=summarise(view).retro,
    )

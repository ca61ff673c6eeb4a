"""The one door to HTML: templates with autoescape, every text cleaned on its way in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from okrcli.render import cells, charts, marks
from okrcli.render.clean import clean
from okrcli.render.told import answers, retro_lines

if TYPE_CHECKING:
    from jinja2 import Environment

    from okrcli.reports.view import Report

_DAY: Final = re.compile(r"\b[0-9]{4}-(?:[0-9]{2}-[0-9]{2}|[QTH][0-9])\b")
_FOLDER: Final = Path(__file__).parent / "templates"
ONE_FILE: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""No script, no request: whatever a text may hold."""
MOODS: Final = {
    "on_track": "good",
    "met": "good",
    "green": "good",
    "needs_attention": "fair",
    "stale": "fair",
    "no_data": "fair",
    "yellow": "fair",
    "off_track": "bad",
    "missed": "bad",
    "red": "bad",
}


def page(template: str, **values: Any) -> str:
    """A page from a template; the text of its style is ours."""
    return _environment().get_template(template).render(**values)


def ours(name: str) -> str:
    """A file that comes with okr, as it is."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def style() -> Any:
    """The style sheet, as it stands in the page."""
    from markupsafe import Markup

    return Markup(ours("style.css"))  # noqa: S704 - our own file


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    made.globals.update(
        cells=cells, marks=marks, moods=MOODS, draw=charts.drawings, retro_lines=retro_lines, remarks_of=_remarks
    )
    made.filters["dated"] = _dated
    made.globals.update(retro_lines_of=lambda review: list(answers(review)))
    return made


def _dated(text: str) -> Any:
    """A text in which no day and no cycle is broken over two lines."""
    from markupsafe import Markup, escape

    return Markup(_DAY.sub(r'<span class="day">\g<0></span>', str(escape(clean(text)))))  # noqa: S704 - escaped before


def _shown(value: Any) -> Any:
    """What stands in a page for a value: nothing for None, a text without hidden characters."""
    if value is None:
        return ""
    return value if not isinstance(value, str) or hasattr(value, "__html__") else clean(value)


def _remarks(view: Report, name: str) -> list[Any]:
    return [(team.team, remark) for team in view.teams for remark in getattr(team, name)]

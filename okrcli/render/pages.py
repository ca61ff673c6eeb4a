"""The pages of rules: a list, and one in full."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from okrcli.render.style import paint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrcli.lint.run import Page


def rules(pages: Iterable[Page], *, colour: bool) -> str:
    """A line for each rule."""
    rows = [(page.code, page.severity.value, page.name, first_line(page)) for page in pages]
    widest = max(len(name) for _, _, name, _ in rows)
    return "\n".join(
        f"{paint(code, 'bold', on=colour)}  {severity:<7}  {name:<{widest}}  {line}"
        for code, severity, name, line in rows
    )


def rules_markdown(pages: Iterable[Page], *, colour: bool) -> str:
    """The pages of all rules as one document."""
    return "\n\n".join(page_markdown(page, colour=colour) for page in pages)


def page(page: Page, *, colour: bool) -> str:
    """A rule's page for a terminal: code blocks indented, nothing else changed."""
    lines, code = [], False
    for line in body(page).splitlines():
        if line.startswith("```"):
            code = not code
        else:
            lines.append(f"    {line}" if code and line else line)
    head = f"{paint(f'{page.code} {page.name}', 'bold', on=colour)} ({page.severity} by default)"
    return "\n".join([head, "", *lines])


def page_markdown(page: Page, *, colour: bool) -> str:
    """A rule's page as Markdown."""
    del colour  # Markdown has none
    return f"## {page.code} {page.name}\n\nDefault severity: {page.severity}\n\n{body(page)}"


def body(page: Page) -> str:
    return inspect.cleandoc(page.text)


def first_line(page: Page) -> str:
    return body(page).splitlines()[0]

"""What an editor can offer to do about a finding: mend it, or silence it with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from okrcli.goals.diagnostic import Edit
from okrcli.lint.fixing import fix
from okrcli.lint.ignoring import ignore
from okrcli.lint.run import all_rules
from okrcli.render.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.editor.view import View
    from okrcli.goals.diagnostic import Diagnostic
    from okrcli.goals.source import Source
    from okrcli.goals.workspace import Workspace
    from okrcli.lint.run import LintResult


class Action(NamedTuple):
    """Edits of one file, for a finding; one that is `sure` is what the editor may take first."""

    title: str
    edits: tuple[Edit, ...]
    found: Diagnostic | None = None
    sure: bool = False


def offered(view: View, path: str, first: int, last: int) -> Iterator[Action]:
    """What can be done about the findings on some lines, from 1, both included."""
    source = view.source(path)
    for found in view.diagnostics.get(path, ()) if source else ():
        if source and found.span.line <= last and first <= found.span.end_line:
            if found.fix:
                doubt = "" if found.fix.safe else " (may change what was meant)"
                title = f"{found.code}: {clean(found.fix.says)}{doubt}"
                yield Action(title, found.fix.edits, found, found.fix.safe)
            yield from _silencing(view, source, found)


def _silencing(view: View, source: Source, found: Diagnostic) -> Iterator[Action]:
    """A comment behind the line, to be finished by its reason: until then lint asks for it."""
    texts, _ = ignore(view.workspace, [found], "", all_rules())
    for text in texts.values():
        title = f"{found.code}: ignore {found.name} here, with a reason"
        yield Action(title, (_between(source, text),), found)


def mended(view: View, path: str) -> Action | None:
    """Everything in a file that `okr lint --fix` would mend."""
    source = view.source(path)
    here = view.result.limited_to((path,))
    made = fix(view.workspace, here, lambda texts: _limited(view.with_texts(texts), path))
    if source is None or path not in made.texts:
        return None
    return Action("Mend what okr can mend in this file", (_between(source, made.texts[path][1]),), sure=True)


def _limited(view: View, path: str) -> tuple[Workspace, LintResult]:
    return view.workspace, view.result.limited_to((path,))


def _between(source: Source, text: str) -> Edit:
    """The one edit that makes a text of another: as little as it can be, for the cursor stays where it is."""
    old = source.text
    start = _alike(old, text)
    end = _alike(old[start:][::-1], text[start:][::-1])
    return Edit(source.span_of(start, len(old) - end), text[start : len(text) - end])


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (first, second) in pairs if first != second), min(len(one), len(other)))

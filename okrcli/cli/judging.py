"""okr judge, metrics."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from okrcli.cli.session import Session, format_option
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.judge import Vocabulary


def judge_command(
    ctx: typer.Context,
    sentence: Annotated[
        str, typer.Argument(metavar="SENTENCE", help="A key result; - reads one a line from standard input.")
    ],
    format: Annotated[str, format_option(table.JUDGE)] = "text",  # noqa: A002
) -> None:
    """Tell outcomes from activity, and why."""
    from okrcli.judge import judge

    session: Session = ctx.obj
    words = _vocabulary(session)
    verdicts = ((text, judge(text, words)) for text in _sentences(sentence))
    session.show(table.JUDGE, format, verdicts, session.screen)


def _sentences(sentence: str) -> Iterator[str]:
    """The sentence, or each line of standard input; empty ones too: verdicts stay beside their lines."""
    if sentence != "-":
        yield sentence
        return
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _vocabulary(session: Session) -> Vocabulary:
    """The organisation's own words where there is a workspace; anywhere else there are none."""
    from okrcli.goals.files import SETTINGS_FILE, find_root, read_folder
    from okrcli.goals.workspace import load
    from okrcli.judge import Vocabulary

    try:
        root = find_root(session.folder)
    except OkrError:
        return Vocabulary()
    path, content = next(iter(read_folder(root)))
    lint = load([(path, content)]).settings.lint if path == SETTINGS_FILE else None
    return Vocabulary(lint.own_work, lint.outcomes) if lint else Vocabulary()


def metrics_command(
    ctx: typer.Context,
    theme: Annotated[
        str | None, typer.Argument(metavar="THEME", help="Else the themes, each with its metrics.")
    ] = None,
    format: Annotated[str, format_option(table.METRICS)] = "text",  # noqa: A002
) -> None:
    """List metrics worth moving, by theme."""
    from okrcli.goals.shape import did_you_mean
    from okrcli.judge.library import metrics, themes

    session: Session = ctx.obj
    if theme is not None and theme not in themes():
        raise OkrError(
            f"no theme {theme!r}",
            did_you_mean(theme, themes(), f"there are: {', '.join(themes())}"),
        )
    session.show(table.METRICS, format, metrics(theme), session.screen)

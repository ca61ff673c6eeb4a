"""Asking in a terminal: plain lines, so that a slow line, no colour and ASCII are all right."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from okrcli.errors import OkrError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from okrcli.cli.session import Session
    from okrcli.rhythm.asking import Question, Talk

_SHORTEST = 20


def can_ask() -> bool:
    """Whether there is somebody to ask: both what is typed and what is shown are at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def hold(session: Session, talk: Talk, keep: Callable[[Mapping[str, str]], None]) -> Talk:
    """Ask until nothing is left to ask, or until Ctrl-D; `keep` gets the answers after each of them."""
    from okrcli.render.asked import shown, wrapped

    asked = None
    while question := talk.question:
        if question.name != asked:
            _say(session, shown(question.about, session.screen))
        asked = question.name
        try:
            typed = _typed(session, question, talk.default)
        except EOFError:
            _say(session, [""])
            return talk
        talk, heard = talk.hear(typed)
        if heard.said:
            _say(session, wrapped(heard.said, session.screen, "  ! " if typed.strip() != "?" else "  "))
        _say(session, shown(heard.shown, session.screen))
        keep(talk.answers)
    return talk


def choose(session: Session, text: str, choices: Mapping[str, str]) -> str:
    """The letter typed of `choices` (letter -> what it does); Enter is the first, Ctrl-D the last."""
    from okrcli.render.asked import wrapped

    offered = ", ".join(f"{letter} {does}" for letter, does in choices.items())
    first = next(iter(choices))
    _say(session, wrapped(f"{text} ({offered}; Enter is {first})", session.screen))
    while True:
        try:
            typed = _input(session, f"  [{first.upper()}/{'/'.join(list(choices)[1:])}]: ").strip().lower()
        except EOFError:
            _say(session, [""])
            return list(choices)[-1]
        found = typed[:1] or first
        if found in choices:
            return found


def refuse_to_ask(message: str, flags: str) -> NoReturn:
    """Raise OkrError: there is nobody to ask, and the flags that would have said it."""
    raise OkrError(message, flags)


def _typed(session: Session, question: Question, default: str) -> str:
    from okrcli.render.clean import clean, cut

    room = max(_SHORTEST, session.screen.width * 2 // 3)
    offer = f" [{cut(clean(default), room // 3)}]" if default else ""
    return _input(session, f"  {cut(clean(question.text), room)}{offer}: ")


def _input(session: Session, prompt: str) -> str:
    """A line of the terminal; with the keys of readline where it is there."""
    try:
        import readline

        readline.set_completer(lambda _text, _state: None)
    except ImportError:
        pass
    sys.stdout.flush()
    return input(session.as_lines(prompt))


def _say(session: Session, lines: list[str]) -> None:
    if lines:
        session.write(session.as_lines("\n".join(lines)) + "\n")

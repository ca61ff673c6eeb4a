"""Questions one after another, where what was answered decides what is asked next; knows no terminal.

A script is a generator: it yields questions, is sent what was typed, and returns what all of it makes. A talk
plays it again from its answers each time, so going back or going on another day is only another set of answers.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import Any, Final, NamedTuple

from okrcli.errors import OkrError

BACK: Final = "<"
HELP: Final = "?"
SKIP: Final = "s"
_NOTHING: Final[Mapping[str, str]] = {}


def _as_typed(typed: str) -> object:
    return typed


class Question(NamedTuple):
    """What is asked: `name` is unique in its script, `read` raises OkrError for what cannot be meant.

    Enter gives `default`; without one an `optional` question is left out. `about` is shown above the question,
    `shows` makes of an answer what is shown below it: each the name of a rendering and what it renders.
    """

    name: str
    text: str
    read: Callable[[str], object] = _as_typed
    default: str = ""
    optional: bool = True
    about: tuple[str, Any] | None = None
    help: str = ""
    shows: Callable[[str], tuple[str, Any] | None] | None = None


Script = Callable[[], Generator[Question, str, Any]]


class Heard(NamedTuple):
    """What to say to something typed: a refusal or a help, or what an answer shows."""

    said: str | None = None
    shown: tuple[str, Any] | None = None


class Talk(NamedTuple):
    """A script as far as it was answered; `earlier` are answers taken back, offered again.

    What is left out is answered by an empty text.
    """

    script: Script
    answers: Mapping[str, str] = _NOTHING
    earlier: Mapping[str, str] = _NOTHING

    @property
    def question(self) -> Question | None:
        """What is asked next; None at the end."""
        return self._played()[1]

    @property
    def result(self) -> Any:
        """What the script makes of the answers; of a talk that is not at its end, as if the rest was left out."""
        _, _, result = self._played(to_the_end=True)
        return result

    @property
    def default(self) -> str:
        """What Enter means now."""
        question = self.question
        return (self.earlier.get(question.name) or question.default) if question else ""

    def hear(self, typed: str) -> tuple[Talk, Heard]:
        """The talk after something was typed, and what to say to it."""
        question, said = self.question, typed.strip()
        if question is None:
            return self, Heard()
        if said == BACK:
            return self._back()
        if said == HELP:
            return self, Heard(question.help or "there is no more to say of this question")
        if said == SKIP and question.optional:
            return self._with(question, ""), Heard()
        return self._answered(question, said or self.default)

    def _answered(self, question: Question, said: str) -> tuple[Talk, Heard]:
        if not said and not question.optional:
            return self, Heard("this one needs an answer")
        try:
            if said:
                question.read(said)
            shown = question.shows(said) if question.shows and said else None
        except OkrError as error:
            return self, Heard(f"{error.message}{f' ({error.hint})' if error.hint else ''}")
        return self._with(question, said), Heard(shown=shown)

    def _with(self, question: Question, said: str) -> Talk:
        return self._replace(answers={**self.answers, question.name: said})

    def _back(self) -> tuple[Talk, Heard]:
        names = self._played()[0]
        if not names:
            return self, Heard("this is the first question")
        left = {name: said for name, said in self.answers.items() if name in names[:-1]}
        earlier = {**self.earlier, names[-1]: self.answers[names[-1]]}
        return self._replace(answers=left, earlier=earlier), Heard()

    def _played(self, *, to_the_end: bool = False) -> tuple[list[str], Question | None, Any]:
        """The questions answered so far, the one that is not, and what the script returned."""
        asked: list[str] = []
        script = self.script()
        try:
            question = next(script)
            while to_the_end or question.name in self.answers:
                asked.append(question.name)
                question = script.send(self.answers.get(question.name, ""))
        except StopIteration as end:
            return asked, None, end.value
        return asked, question, None

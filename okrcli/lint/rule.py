"""What a rule is: a class whose docstring is its page and whose examples are its tests."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from okrcli.goals.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date

    from okrcli.goals.address import Address, Place
    from okrcli.goals.diagnostic import Edit, Span
    from okrcli.goals.model import Amount
    from okrcli.goals.source import Source
    from okrcli.goals.workspace import Workspace
    from okrcli.history.audit import Credit, History


class Repair(NamedTuple):
    """What would mend a finding: the edit of its file, made when somebody asks (see `okrcli.goals.edit`)."""

    says: str
    edit: Callable[[Source], Edit | None]
    safe: bool = True  # unsafe is what may change what was meant


class Finding(NamedTuple):
    """What a rule has to say of a place; the engine adds the rest."""

    place: Place
    message: str
    hint: str | None = None
    address: Address | None = None
    at_key: bool = False  # point at the key, not at its value
    within: tuple[int, int] | None = None  # the part of the text that decided, as offsets into the value
    severity: Severity | None = None  # where one rule speaks with two weights
    repair: Repair | None = None
    span: Span | None = None  # where what is meant is no value: a comment


def by_whom(credit: Credit | None) -> str:
    """Who did something to goals, as far as git knows."""
    if credit is None:
        return "not committed yet, or it came with a move"
    return f"{credit.author} did it in {credit.commit[:7]}{f' on {credit.day}' if credit.day else ''}"


class Context(NamedTuple):
    """What rules may know besides the files; rules about history are silent where nobody asked git."""

    today: date
    known: tuple[tuple[str, str], ...] = ()
    """Everything that lint can say: (code, name)."""
    silenced: Collection[Used] = ()
    """What comments have silenced, for rules that run last."""
    ran: Collection[str] = ()
    """The names of the rules that ran before."""
    history: History | None = None


class Used(NamedTuple):
    """A comment that has silenced a finding of a rule: its file and line, the rule's name."""

    path: str
    line: int
    name: str


class Rule:
    """One check of the whole workspace.

    The module's name is the rule's name with underscores, the class's name the same in capitals.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    last: ClassVar[bool] = False  # runs when it is known what the others found
    asks_git: ClassVar[bool] = False  # runs only where history was asked for

    @classmethod
    @cache
    def name(cls) -> str:
        """`MissingBaseline` is `missing-baseline`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        raise NotImplementedError


def number(value: Amount) -> str:
    """A number as people write it, without the last bits of a computation."""
    return f"{value:.15g}"

"""What the options of `okr lint` mean beyond their text."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from okrcli.cli.session import refuse_unknown
from okrcli.errors import OkrError
from okrcli.render import table

if TYPE_CHECKING:
    from pathlib import Path


class BaselineOptions(NamedTuple):
    """What the command line says of the baseline."""

    path: Path | None = None
    write: bool = False
    accept_new: bool = False
    strict: bool = False


class Asking(Enum):
    """Whether git is asked what changed in silence since goals were committed."""

    NOT = 0
    MAY = 1
    """As far as it knows."""
    MUST = 2

    @classmethod
    def of(cls, history: bool, base: str | None) -> Asking:
        """By the options: what a branch brought may have been brought in silence."""
        return cls.MUST if history else cls.MAY if base else cls.NOT


def refuse_together(**given: bool) -> None:
    """Raise OkrError where two options were given of which each wants to write something else."""
    asked = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
    if len(asked) > 1:
        raise OkrError(f"{' and '.join(asked)} do not go together", "run one after the other")


def report_option(text: str) -> tuple[str, str]:
    """The format and the file of `--report FORMAT=FILE`."""
    form, _, path = text.partition("=")
    refuse_unknown("the format of --report", form, table.LINT)
    if not path:
        raise OkrError(f"--report {form} names no file", f"write --report {form}=FILE")
    return form, path

"""What mends a finding, for rules that have the same remedy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from okrcli.goals.edit import added, replaced
from okrcli.goals.model import BOUNDS
from okrcli.goals.shape import suggest
from okrcli.goals.stated import key_result as stated
from okrcli.lint.rule import Repair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from okrcli.goals.address import Place
    from okrcli.goals.workspace import KeyResultAt

_FILLED: Final = ("kind", "metric", "unit", "baseline", "target", *BOUNDS)


def filled(at: KeyResultAt, wanted: str) -> Repair | None:
    """The fields that the sentence states and the file leaves out; None where it does not state the wanted one."""
    written = at.key_result.__dict__
    said = stated(at.key_result.title).__dict__
    fields: dict[str, str | float] = {name: said[name] for name in _FILLED if name in said and name not in written}
    contradicts = any(written[name] != said[name] for name in written.keys() & said.keys() & set(_FILLED[2:]))
    if wanted not in fields or contradicts or "kind" in fields.keys() & written.keys():
        return None
    names = ", ".join(f"`{name}`" for name in fields)
    edit = partial(added, route=at.place.route, values=fields, after="title")
    return Repair(f"add {names} from the sentence", edit)


def nearest(place: Place, word: str, known: Iterable[str]) -> Repair | None:
    """The nearest of the known words; unsafe, for another may have been meant."""
    close = suggest(word, known)
    edit = partial(replaced, route=place.route, value=close or "")
    return Repair(f"write `{close}`", edit, safe=False) if close else None

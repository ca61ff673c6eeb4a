"""Who is meant: the names that git knows people by, and those that the files use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.rhythm.ids import make_id

if TYPE_CHECKING:
    from collections.abc import Collection


def short_name(full: str) -> str:
    """How files would call a person: the first name as an id, for it is part of the names of check-ins."""
    return make_id(full.split(maxsplit=1)[0], (), "me") if full.split() else "me"


def who_is(full: str, people: Collection[str]) -> str | None:
    """The person of the workspace that a full name, or a mail address, belongs to: only if it is plain who."""
    local = full.partition("@")[0]
    candidates = [make_id(local, (), "me"), *(make_id(word, (), "me") for word in local.replace(".", " ").split())]
    found = {person for person in people if person.lower() in candidates}
    exact = {person for person in found if person.lower() == candidates[0]}
    chosen = exact or found
    return chosen.pop() if len(chosen) == 1 else None

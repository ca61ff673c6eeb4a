"""Owners as they are written, to one person and the others."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from okrcli.rhythm.ids import make_id

_BETWEEN: Final = re.compile(r"\s*(?:\s/\s|;|\+|&|,|\band\b|\bund\b)\s*", re.IGNORECASE)
_SPACED: Final = re.compile(r"\s+/\s+|\s*;\s*|\s*,\s*@|\s+and\s+@|\s+@")
_ROLES: Final = frozenset(
    (
        *("director", "head", "manager", "officer", "chief", "lead", "president", "principal", "controller"),
        *(
            "vp",
            "svp",
            "evp",
            "ceo",
            "cto",
            "cfo",
            "cmo",
            "cro",
            "coo",
            "cpo",
            "cio",
            "ciso",
            "ops",
            "engineer",
        ),
        *(
            "sr",
            "senior",
            "jr",
            "interim",
            "vice",
            "of",
            "product",
            "marketing",
            "sales",
            "team",
            "department",
        ),
    )
)
_QUALIFIERS: Final = re.compile(r"\s+(?:equally|jointly|together|u\.n\.o\.)$|\s*\([^()]*\)")
_NAME: Final = re.compile(r"@?[\w.'\u2019-]+(?: [A-Z][\w.'\u2019-]*)?")


class Owner(NamedTuple):
    """The first person named, by an id: check-ins have it in their names; and as written, and the others."""

    name: str = ""
    others: tuple[str, ...] = ()
    written: str = ""

    @property
    def remark(self) -> str:
        """What the id does not say, for a comment."""
        said = self.written if self.written.lower() != self.name else ""
        beside = f"with {', '.join(self.others)}" if self.others else ""
        return ", ".join(part for part in (said, beside) if part)


def owner(text: str) -> Owner:
    """Who is named first, and who beside; a role with a comma in it, 'VP, Sales', is one."""
    said = _QUALIFIERS.sub("", text.strip())
    parts = [_plain(part) for part in _SPACED.split(said)]
    if len(parts) == 1 and not _is_role(said):
        parts = [_plain(part) for part in _BETWEEN.split(said)]
        if not all(_NAME.fullmatch(part) for part in parts if part):
            parts = [_plain(said)]
    first, *others = [part for part in parts if part] or [""]
    return Owner(make_id(first, (), "someone") if first else "", tuple(others), first)


def _is_role(text: str) -> bool:
    return any(word in _ROLES for word in re.findall(r"[a-z]+", text.lower()))


def _plain(part: str) -> str:
    return _QUALIFIERS.sub("", part.strip()).removeprefix("@")

"""What lint finds in one state and not in another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from okrcli.goals.diagnostic import Diagnostic


class Delta(NamedTuple):
    """Findings that came, and findings that went."""

    new: tuple[Diagnostic, ...]
    fixed: tuple[Diagnostic, ...]


def between(old: Sequence[Diagnostic], new: Sequence[Diagnostic]) -> Delta:
    """Findings are the same where they say the same of the same goal; where only their words changed, too."""
    for same in (_exactly, _nearly):
        old, new = _beyond(old, new, same), _beyond(new, old, same)
    return Delta(tuple(new), tuple(old))


def _exactly(found: Diagnostic) -> Hashable:
    return found.code, found.path, found.address, found.message


def _nearly(found: Diagnostic) -> Hashable:
    return found.code, found.address or found.path


def _beyond(
    found: Sequence[Diagnostic], other: Sequence[Diagnostic], same: Callable[[Diagnostic], Hashable]
) -> list[Diagnostic]:
    """The findings that the other side has not as often."""
    known = Counter(map(same, other))
    rest = []
    for one in found:
        known[same(one)] -= 1
        if known[same(one)] < 0:
            rest.append(one)
    return rest

"""Three versions of a file merged by the ids in it, without losing a line of either side.

A text is cut into the blocks of its keys, which put together are the text again. What one side changed is
taken from it; what both changed in different ways is a conflict, and then nothing is merged here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from okrcli.goals.blocks import Block, Braces, braces, cut
from okrcli.goals.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Way = tuple[str, ...]
_MISSING: Final = object()


class Conflict(NamedTuple):
    """Where both sides did something else: the way to it, and what each has now; None where it is gone."""

    way: Way
    ours: Any
    theirs: Any


class Merged(NamedTuple):
    """The merged text; None where it is not certain, or where there are conflicts."""

    text: str | None
    conflicts: tuple[Conflict, ...] = ()


class MergedData(NamedTuple):
    """What the merged text must say, and where the sides disagree."""

    value: Any
    conflicts: tuple[Conflict, ...]


class _DoubtError(Exception):
    """It is not certain what the merged text should be."""


def merge(base: str, ours: str, theirs: str) -> Merged:
    """The three versions merged by ids."""
    meant = meaning(base, ours, theirs)
    if meant is None or meant.conflicts:
        return Merged(None, meant.conflicts if meant else ())
    return Merged(merged_text(meant, base, ours, theirs))


def meaning(base: str, ours: str, theirs: str) -> MergedData | None:
    """What a merge of three versions must say; None where one cannot be read, or the order of a list is disputed."""
    sources = [Source(text) for text in (base, ours, theirs)]
    if any(source.problems or not isinstance(source.data, dict) for source in sources):
        return None
    try:
        return merge_data(*(source.data for source in sources))
    except _DoubtError:
        return None


def says(content: str | bytes, meant: MergedData) -> bool:
    """Whether a text says just what is meant."""
    read = Source(content)
    return not read.problems and same(read.data, meant.value)


def merged_text(meant: MergedData, base: str, ours: str, theirs: str) -> str | None:
    """The text with what both sides did, line for line; None where that is not certain."""
    try:
        text = _text(base, ours, theirs)
    except _DoubtError:
        return None
    return text if says(text, meant) else None


def _text(base: str, ours: str, theirs: str) -> str:
    blocks = (cut(text if text.endswith("\n") else f"{text}\n") for text in (base, ours, theirs))
    whole = "".join(block.text for block in _children((), *blocks))
    old, mine, other = ("\n" if text.endswith("\n") else "" for text in (base, ours, theirs))
    return whole if _pick(old, mine, other) else whole.removesuffix("\n")


def merge_data(base: Any, ours: Any, theirs: Any, way: Way = ()) -> MergedData:
    """Values merged by keys, lists of texts and of entries by their items; nothing at all is `_MISSING`."""
    if same(ours, theirs) or same(base, theirs):
        return MergedData(ours, ())
    if same(base, ours):
        return MergedData(theirs, ())
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _merge_mappings(base if isinstance(base, dict) else {}, ours, theirs, way)
    if _is_set(ours) and _is_set(theirs) and (base is _MISSING or _is_set(base)):
        return MergedData(_merged_items([] if base is _MISSING else base, ours, theirs), ())
    return MergedData(ours, (Conflict(way, _gone(ours), _gone(theirs)),))


def _gone(value: Any) -> Any:
    return None if value is _MISSING else value


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: keys in any order; a text is no number, and 1 is no `true`."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(item, other[key]) for key, item in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(*pair) for pair in zip(one, other, strict=True))
    return one is other or (type(one) is type(other) and bool(one == other))


def _is_set(value: Any) -> bool:
    """A list whose items stand for themselves; the two ends of a range do not."""
    return isinstance(value, list) and all(isinstance(item, str | dict) for item in value)


def _merge_mappings(base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], way: Way) -> MergedData:
    merged: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for key in ours | theirs:
        old, mine, other = (side.get(key, _MISSING) for side in (base, ours, theirs))
        found = merge_data(old, mine, other, (*way, key))
        conflicts += found.conflicts
        if found.value is not _MISSING:
            merged[key] = found.value
    return MergedData(merged, tuple(conflicts))


def _merged_items(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """The items of both sides without those that either took out."""
    old, mine, other = ({repr(item): item for item in items} for items in (base, ours, theirs))
    order = _order(list(old), list(mine), list(other))
    return [(mine | other)[key] for key in order if key not in old or (key in mine and key in other)]


def _children(way: Way, base: Sequence[Block], ours: Sequence[Block], theirs: Sequence[Block]) -> list[Block]:
    """The blocks below a key, in the order of the side that ordered them anew."""
    sides = [{block.key: block for block in blocks} for blocks in (base, ours, theirs)]
    if any(len(side) != len(blocks) for side, blocks in zip(sides, (base, ours, theirs), strict=True)):
        raise _DoubtError
    old, mine, other = sides
    order = _order(list(old), list(mine), list(other))
    merged = (_block((*way, key), old.get(key), mine.get(key), other.get(key)) for key in order)
    return [block for block in merged if block]


def _order(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """All keys in an order that both sides agree with: additions stand behind what they stood behind."""
    if _common(base, theirs) == _common(theirs, base):
        frame, added = ours, theirs
    elif _common(base, ours) == _common(ours, base):
        frame, added = theirs, ours
    else:
        raise _DoubtError
    order = list(frame)
    for number, key in enumerate(added):
        if key not in order:
            before = next((one for one in reversed(added[:number]) if one in order), None)
            at = order.index(before) + 1 if before is not None else 0
            while before is not None and at < len(order) and order[at] not in base and order[at] not in added:
                at += 1  # behind what the other side has added at the same place
            order.insert(at, key)
    return order


def _common(keys: Sequence[str], others: Sequence[str]) -> list[str]:
    return [key for key in keys if key in others]


def _block(way: Way, base: Block | None, ours: Block | None, theirs: Block | None) -> Block | None:
    if theirs in (ours, base):
        return ours
    if base == ours:
        return theirs
    if ours is None or theirs is None:
        raise _DoubtError
    old = base or Block(ours.key, ours.lead, ours.head)  # both added it: what is in it is merged
    lead = _pick(old.lead, ours.lead, theirs.lead)
    if ours.children and theirs.children and (base is None or base.children):
        head = _pick(old.head, ours.head, theirs.head)
        return Block(ours.key, lead, head, tuple(_children(way, old.children, ours.children, theirs.children)))
    if base is None or ours.children or theirs.children or base.children:
        raise _DoubtError
    return Block(ours.key, lead, _pick(base.head, ours.head, theirs.head, _inside))


def _pick(base: str, ours: str, theirs: str, otherwise: Callable[[str, str, str], str] | None = None) -> str:
    """The text of the side that changed it."""
    if theirs in (base, ours):
        return ours
    if base == ours:
        return theirs
    if otherwise is None:
        raise _DoubtError
    return otherwise(base, ours, theirs)


def _inside(base: str, ours: str, theirs: str) -> str:
    """A value in braces or brackets that both sides changed, and what stands around it on its lines."""
    sides = [braces(text) for text in (base, ours, theirs)]
    if any(side is None for side in sides):
        raise _DoubtError
    old, mine, other = (side for side in sides if side)
    before = _pick(old.before, mine.before, other.before)
    after = _pick(old.after, mine.after, other.after)
    return Braces(before, after, mine.keyed, _parts(old, mine, other)).text


def _parts(base: Braces, ours: Braces, theirs: Braces) -> tuple[tuple[str, str], ...]:
    sides = (base, ours, theirs)
    old, mine, other = (dict(side.parts) for side in sides)
    doubled = sum(len(side.parts) for side in sides) != len(old) + len(mine) + len(other)
    if doubled or len({side.keyed for side in sides}) > 1:
        raise _DoubtError
    order = _order(list(old), list(mine), list(other))
    merged = ((key, _part(old.get(key), mine.get(key), other.get(key))) for key in order)
    return tuple((key, text) for key, text in merged if text is not None)


def _part(base: str | None, ours: str | None, theirs: str | None) -> str | None:
    if theirs in (base, ours):
        return ours
    if base == ours:
        return theirs
    if base is None or ours is None or theirs is None:
        raise _DoubtError
    return _inside(base, ours, theirs)

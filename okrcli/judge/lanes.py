"""Numbers side by side in one: an addition adds all of them at once, many times quicker than one by one."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

BITS: Final = 32
ZERO: Final = 1 << BITS - 2  # raises a lane so that it stays above nothing, and below its highest bit


def packed(numbers: Sequence[int]) -> int:
    """Numbers of either sign, one a lane: what one borrows from the next is given back when all are raised."""
    return sum(number << BITS * lane for lane, number in enumerate(numbers))


class Lanes:
    """So many numbers: compared all at once, and taken apart again. All of them are to be above nothing."""

    def __init__(self, lanes: int) -> None:
        self.zero = packed([ZERO] * lanes)
        self._highest = packed([1 << BITS - 1] * lanes)
        self._struct = Struct(f"<{lanes}I")

    def higher(self, one: int, other: int) -> int:
        """The higher number of each lane: the highest bit stays set where the other can be taken away."""
        ahead = ((one | self._highest) - other) & self._highest
        return other ^ ((one ^ other) & (ahead - (ahead >> BITS - 1)))

    def unpacked(self, number: int) -> tuple[int, ...]:
        """The number of each lane."""
        return self._struct.unpack(number.to_bytes(self._struct.size, "little"))

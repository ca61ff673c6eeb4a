"""Numbers side by side in one: an addition adds all of them at once, many times quicker than one by one."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

BITS: Final = 32
ZERO: Final = 1 << BITS - 2  # raises a lane so that it stays above nothing, and below its highest bit


class Lanes:
    """So many numbers, one a lane: what one borrows from the next is given back once all are above nothing."""

    def __init__(self, lanes: int) -> None:
        self._struct = Struct(f"<{lanes}I")
        self.zero = self._joined([ZERO] * lanes)
        self._highest = self._joined([1 << BITS - 1] * lanes)

    def packed(self, numbers: Sequence[int]) -> int:
        """Numbers of either sign in their lanes."""
        return self._joined([number + ZERO for number in numbers]) - self.zero

    def _joined(self, numbers: Sequence[int]) -> int:
        return int.from_bytes(self._struct.pack(*numbers), "little")

    def higher(self, one: int, other: int) -> int:
        """The higher number of each lane, all above nothing: the highest bit stays set where the other can be taken."""
        ahead = ((one | self._highest) - other) & self._highest
        return other ^ ((one ^ other) & (ahead - (ahead >> BITS - 1)))

    def unpacked(self, number: int) -> tuple[int, ...]:
        """The number of each lane, all above nothing."""
        return self._struct.unpack(number.to_bytes(self._struct.size, "little"))

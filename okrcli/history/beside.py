"""Work that waits for git, done beside other work by threads of its own."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_Value = TypeVar("_Value")


class Beside(Thread, Generic[_Value]):
    """Something that is worked out from now on, beside what else happens."""

    def __init__(self, work: Callable[[], _Value]) -> None:
        super().__init__(daemon=True)
        self._work: Final = work
        self._found: list[_Value] = []
        self._error: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self._found.append(self._work())
        except Exception as error:  # noqa: BLE001 - raised where somebody waits
            self._error = error

    def wait(self) -> _Value:
        """What was worked out, as soon as it is; an error is raised here."""
        self.join()
        if self._error:
            raise self._error
        return self._found[0]


def both(works: Iterable[Callable[[], _Value]]) -> tuple[_Value, _Value]:
    """What two works find, done at the same time."""
    first, second = works
    other = Beside(second)
    return first(), other.wait()


def at_once(sources: Iterable[Iterable[_Value]]) -> Iterator[_Value]:
    """What several sources give, as it comes; an error of any of them is raised."""
    queue: SimpleQueue[list[_Value] | Exception] = SimpleQueue()

    def pump(source: Iterable[_Value]) -> None:
        try:
            for item in source:
                queue.put([item])
            queue.put([])
        except Exception as error:  # noqa: BLE001 - raised where the queue is read
            queue.put(error)

    threads = [Thread(target=pump, args=(source,), daemon=True) for source in sources]
    for thread in threads:
        thread.start()
    for _ in threads:
        while given := queue.get():
            if isinstance(given, Exception):
                raise given
            yield from given

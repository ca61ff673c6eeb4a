"""A person at a real terminal: types a line when a prompt is there, and sees what the screen shows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from desk import OKR

if TYPE_CHECKING:
    from desk import Desk

SECONDS = 30


class Terminal:
    """`okr` in a pseudo-terminal, 80 by 24 unless said."""

    def __init__(self, desk: Desk, *arguments: str, size: str = "80x24", **environment: str) -> None:
        width, height = map(int, size.split("x"))
        pexpect = pytest.importorskip("pexpect")
        pyte = pytest.importorskip("pyte")
        self.screen = pyte.HistoryScreen(width, height, history=2000)
        self.stream = pyte.Stream(self.screen)
        self.raw = ""
        self.prompts = 0
        self.end_of_file = pexpect.EOF
        self.child: Any = pexpect.spawn(
            str(OKR),
            list(arguments),
            cwd=str(desk.folder),
            env=desk.environment(**{"COLUMNS": "", "TERM": "xterm", **environment}),
            dimensions=(height, width),
            timeout=SECONDS,
            encoding="utf-8",
        )

    def answer(self, prompt: str, typed: str) -> Terminal:
        """Wait for a prompt with these words and type a line."""
        self.child.expect_exact(prompt)
        self._see(self.child.before + self.child.after)
        self.child.expect(r"\]?: ")
        self._see(self.child.before + self.child.after)
        self.prompts += 1
        self.child.sendline(typed)
        return self

    def press(self, prompt: str, key: str) -> Terminal:
        """Wait for a prompt and press a control key: `c` or `d`."""
        self.child.expect_exact(prompt)
        self._see(self.child.before + self.child.after)
        self.child.expect(r"\]?: ")
        self._see(self.child.before + self.child.after)
        time.sleep(0.2)  # a signal between the prompt and readline's wait for a key would be lost
        self.child.sendcontrol(key)
        return self

    def end(self) -> int:
        """Read to the end; the exit code."""
        self.child.expect(self.end_of_file)
        self._see(self.child.before)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)

    @property
    def text(self) -> str:
        """All that was shown, line by line as a person saw it."""
        top = [
            "".join(line[column].data for column in range(self.screen.columns)).rstrip()
            for line in self.screen.history.top
        ]
        return "\n".join([*top, *(line.rstrip() for line in self.screen.display)])

    def _see(self, text: str) -> None:
        self.raw += text
        self.stream.feed(text)

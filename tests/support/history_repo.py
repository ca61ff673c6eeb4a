"""A real git repository to write a history into."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Repo(NamedTuple):
    top: Path

    def git(self, *arguments: str, **environment: str) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.top,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def write(self, path: str, text: str | bytes) -> None:
        file = self.top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, message: str = "a change", **environment: str) -> str:
        """Commit everything; the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message, **environment)
        return self.git("rev-parse", "HEAD")

    def save(self, path: str, text: str | bytes, **environment: str) -> str:
        self.write(path, text)
        return self.commit(**environment)

    def merge(self, branch: str, *options: str) -> None:
        self.git("merge", "--quiet", "--no-ff", "--no-edit", *options, branch)

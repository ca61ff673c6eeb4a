"""What the user can put right outside the data."""

from __future__ import annotations


class OkrError(Exception):
    """okr could not do the job: one sentence, and what to do about it; exit code 2."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

"""Whether two goals say the same in slightly other letters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from okrcli.goals.model import KeyResult


@cache
def same_words(text: str) -> str:
    """The text without case and signs: equal for texts that read the same."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text


def is_same_result(one: KeyResult, other: KeyResult) -> bool:
    """Whether two key results move the same to the same level: by their words, or by metric and level."""
    level = _level(one)
    if level != _level(other):
        return False
    metrics = one.metric and other.metric and level is not None
    return same_words(one.title) == same_words(other.title) or bool(
        metrics and same_words(one.metric or "") == same_words(other.metric or "")
    )


def _level(key_result: KeyResult) -> Any:
    """What is to be reached: a target, a bound, a range; None where that is no number."""
    return key_result.target if key_result.target is not None else key_result.bound or key_result.between

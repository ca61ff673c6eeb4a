"""The curated metrics by theme, read from `metrics.yaml` when they are asked for."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Metric(NamedTuple):
    """A metric that could settle a key result."""

    theme: str
    name: str
    unit: str
    direction: str  # increase | decrease
    tells: str
    gamed: str


class Theme(NamedTuple):
    """Metrics of one kind of work, with the words that such work speaks of, and those that it shares with others."""

    name: str
    words: tuple[str, ...]
    metrics: tuple[Metric, ...]
    shared: tuple[str, ...]


@functools.cache
def library() -> tuple[Theme, ...]:
    """All themes in the order of the file."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (Path(__file__).parent / "metrics.yaml").read_text(encoding="utf-8")
    # a safe loader, chosen for its speed
    data = yaml.load(text, Loader=loader)  # noqa: S506
    return tuple(_theme(name, **theme) for name, theme in data.items())


def _theme(name: str, words: list[str], metrics: list[dict[str, str]], shared: Iterable[str] = ()) -> Theme:
    return Theme(name, tuple(words), tuple(Metric(theme=name, **metric) for metric in metrics), tuple(shared))


def themes() -> tuple[str, ...]:
    """The names of the themes."""
    return tuple(theme.name for theme in library())


def metrics(theme: str | None = None) -> tuple[Metric, ...]:
    """The metrics of a theme, or all of them; none for a theme that does not exist."""
    return tuple(metric for each in library() if theme in (None, each.name) for metric in each.metrics)

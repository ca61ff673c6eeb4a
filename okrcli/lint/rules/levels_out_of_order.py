from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from okrcli.goals.model import LEVELS
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import stating

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from okrcli.goals.model import Amount
    from okrcli.goals.workspace import Workspace


class LevelsOutOfOrder(Rule):
    """The levels of a key result do not lead one way from its baseline.

    `commit`, `target` and `stretch` score 0.3, 0.7 and 1.0 by the best level reached. Out of order, a worse value
    would score more; on the wrong side of the baseline, doing nothing would. A single level needs a baseline, or
    nobody can tell which way is better.

    ```yaml
    team: platform
    objectives:
      builds:
        title: Nobody waits for a build
        key_results:
          duration:
            title: Cut the median build from 14 to 9 minutes
            baseline: 14
            levels: {commit: 9, target: 12, stretch: 8}  # <- the levels of 'duration' lead back: 14, 9, 12, 8
    #       ^^^^^^
    ```

    ```yaml
    team: platform
    objectives:
      builds:
        title: Nobody waits for a build
        key_results:
          duration:
            title: Cut the median build from 14 to 9 minutes
            baseline: 14
            levels: {commit: 12, target: 9, stretch: 8}
    ```

    ```yaml
    team: platform
    objectives:
      builds:
        title: Nobody waits for a build
        key_results:
          duration:
            title: Cut the median build to 9 minutes
            levels: {target: 9}  # <- 'duration' has one level and no baseline: nothing says which way is better
    ```
    """

    code = "OKR108"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in stating(workspace, "levels"):
            stated = key_result.levels or {}
            start = () if key_result.baseline is None else (key_result.baseline,)
            way = (*start, *(stated[name] for name in LEVELS if name in stated))
            if len(way) == 1:
                said = f"{address.key_result!r} has one level and no baseline: nothing says which way is better"
                yield Finding(place / "levels", said, "add `baseline:`", address)
            elif not _leads_one_way(way):
                said = f"the levels of {address.key_result!r} lead back: {', '.join(f'{mark:.15g}' for mark in way)}"
                hint = "from baseline to commit, target and stretch each must be harder than the one before"
                yield Finding(place / "levels", said, hint, address)


def _leads_one_way(marks: Sequence[Amount]) -> bool:
    """Whether each is above, or each is below, the one before."""
    ups = {(after > before) - (after < before) for before, after in pairwise(marks)}
    return ups in ({1}, {-1}) or not ups

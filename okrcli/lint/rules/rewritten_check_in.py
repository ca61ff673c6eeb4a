from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.address import Place
from okrcli.lint.rule import Context, Finding, Rule, by_whom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class RewrittenCheckIn(Rule):
    """A check-in that was published says something else now, or is gone.

    Check-ins are what was known on a day. Who learns better says so in the next one: `okr checkin` writes a second
    file of the same day where there is one. Only what the default branch had counts as published: on the way
    through a review a check-in may change. Formatting, comments and a better file name are no change.

    It needs history, and so speaks only in `okr lint --history`.

    ```yaml
    # commit: 2026-07-13 Ana
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    results: {trust/completion: 61}
    # file: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml
    date: 2026-07-20
    by: ana
    results: {trust/completion: 60}
    # commit: 2026-08-20 Ben
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13  # <- this check-in was changed after it was published
    #^^^
    by: ana
    results: {trust/completion: 66}
    # deleted: okrs/2026-Q3/checkins/2026-07-20-payments-ana.yaml  # <- this check-in was deleted after it was published
    ```

    ```yaml
    # commit: 2026-07-13 Ana
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13
    by: ana
    results: {trust/completion: 61}
    # commit: 2026-07-13 Ana
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana.yaml
    date: 2026-07-13  # a Monday
    by: ana
    results:
      trust/completion: 61
    # file: okrs/2026-Q3/checkins/2026-07-13-payments-ana-2.yaml
    date: 2026-07-13
    by: ana
    results: {trust/completion: 61.5}
    ```
    """

    code = "OKR604"
    asks_git = True

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for path, _, deleted, credit in context.history.rewrites if context.history else ():
            word = "deleted" if deleted else "changed"
            cure = "put it back as it was; what is known better belongs into a new check-in"
            said = f"this check-in was {word} after it was published"
            yield Finding(Place(path, ("date",)), said, f"{by_whom(credit)}; {cure}", at_key=True)

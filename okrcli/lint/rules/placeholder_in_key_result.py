from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.wording import flagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class PlaceholderInKeyResult(Rule):
    """A number is still to be filled in.

    `N`, `xx %` and `TBD` are promises to think about it later. If nobody knows the number yet, let this cycle
    find it: `kind: baseline`.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          conversion:
            title: Raise conversion from 2% to xx%  # <- "Raise conversion from 2% to xx%" leaves a number open
    #                    ^^^^^^^^^^
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          conversion: {title: Raise conversion from 2% to 4%, baseline: 2, target: 4}
    ```
    """

    code = "OKR207"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for item in flagged(workspace, "placeholder"):
            yield item.finding("leaves a number open", "decide it, or find it out by `kind: baseline`")

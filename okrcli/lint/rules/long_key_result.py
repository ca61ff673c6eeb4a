from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class LongKeyResult(Rule):
    """A key result takes more than two lines to say.

    People repeat a key result from memory each week, or not at all. What is counted and from where to where is
    enough; how the number is made belongs into `metric`, the reason into the objective's `why`.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: >-  # <- the title of 'completion' is 177 characters long
    #              ^
              Raise the share of buyers who have put at least one thing into their cart and then finish the
              payment without leaving the page, as measured by the new dashboard, from 61% to 75%
            baseline: 61
            target: 75
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          completion:
            title: Raise buyers with a full cart who finish the payment from 61% to 75%
            metric: buyers with at least one thing in the cart who pay without leaving the page
            baseline: 61
            target: 75
    ```
    """

    code = "OKR212"
    severity = Severity.INFO

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in workspace.key_results:
            if len(key_result.title) > MOST:
                said = f"the title of {address.key_result!r} is {len(key_result.title)} characters long"
                hint = "say who does what, from where to where; the rest into `metric:`"
                yield Finding(place / "title", said, hint, address)


MOST: Final = 140
"""Two lines of 70; nine in ten of the key results that companies publish are shorter."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from okrcli.goals.diagnostic import Severity
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import stating

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class RangeOutOfOrder(Rule):
    """A range begins above its end, or is a single value.

    `between: [low, high]` holds from low to high. Written the other way round, it is likely that one of the two
    numbers is mistyped; a single value is hardly ever met.

    ```yaml
    team: platform
    objectives:
      cost:
        title: What a build costs surprises nobody
        key_results:
          machines:
            kind: range
            title: Keep the machine cost of a thousand builds between 38 and 46 dollars
            between: [46, 38]  # <- the range goes from 46 down to 38
    #       ^^^^^^^
    ```

    ```yaml
    team: platform
    objectives:
      cost:
        title: What a build costs surprises nobody
        key_results:
          machines:
            kind: range
            title: Keep the machine cost of a thousand builds between 38 and 46 dollars
            between: [38, 46]
    ```

    ```yaml
    team: platform
    objectives:
      cost:
        title: What a build costs surprises nobody
        key_results:
          machines:
            kind: range
            title: Keep the machine cost of a thousand builds at 40 dollars
            between: [40, 40]  # <- the range is a single value, 40
    ```
    """

    code = "OKR112"
    severity = Severity.WARNING

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in stating(workspace, "between"):
            low, *rest = key_result.between or (0,)
            high = rest[0] if rest else math.inf  # an end that could not be read has been reported
            if low > high:
                said = f"the range goes from {low:.15g} down to {high:.15g}"
                yield Finding(place / "between", said, "write the lower number first: `between: [low, high]`", address)
            elif low == high:
                said = f"the range is a single value, {low:.15g}"
                yield Finding(place / "between", said, "leave room, or say `kind: threshold` with one bound", address)

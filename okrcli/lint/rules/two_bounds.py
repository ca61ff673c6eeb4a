from __future__ import annotations

from typing import TYPE_CHECKING

from okrcli.goals.model import BOUNDS
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import unusual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class TwoBounds(Rule):
    """A threshold has two bounds, and only the first of them counts.

    A level to hold from one side is a threshold; what must stay between two values is a range.

    ```yaml
    team: platform
    objectives:
      cost:
        title: What a build costs surprises nobody
        key_results:
          machines:
            kind: threshold
            title: Keep the machine cost of a thousand builds between 38 and 46 dollars
            at_least: 38
            at_most: 46  # <- `at_most` is ignored: 'machines' has `at_least` already
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
    """

    code = "OKR115"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in unusual(workspace):
            stated = [name for name in BOUNDS if name in vars(key_result)]
            for name in stated[1:] if key_result.kind == "threshold" else ():
                said = f"`{name}` is ignored: {address.key_result!r} has `{stated[0]}` already"
                hint = "what must stay between two values is `kind: range` with `between: [low, high]`"
                yield Finding(place / name, said, hint, address, at_key=True)

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from okrcli.goals.diagnostic import Severity
from okrcli.goals.model import KINDS
from okrcli.lint.rule import Context, Finding, Rule
from okrcli.lint.stated import unusual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okrcli.goals.workspace import Workspace


class MisplacedKey(Rule):
    """A key does not belong to this kind of key result, and would be ignored.

    The weight of a guardrail is a warning: the guardrail itself is sound.

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          disputes:
            title: Keep disputes at or below 0.4%
            at_most: 0.4  # <- `at_most` has no meaning in a key result of kind metric
    #       ^^^^^^^
            baseline: 0.5
            target: 0.4
          refunds:
            kind: threshold
            title: Keep refunds at or below 5%
            at_most: 5
            guardrail: true
            weight: 2  # <- `weight` has no meaning in a guardrail: it is never averaged
    ```

    ```yaml
    team: payments
    objectives:
      trust:
        title: Buyers trust us
        key_results:
          disputes:
            kind: threshold
            title: Keep disputes at or below 0.4%
            at_most: 0.4
    ```
    """

    code = "OKR104"

    def check(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for place, address, key_result, _ in unusual(workspace):
            if key_result.guardrail and vars(key_result).get("weight"):
                said = "`weight` has no meaning in a guardrail: it is never averaged"
                yield Finding(place / "weight", said, "remove it", address, at_key=True, severity=Severity.WARNING)
            foreign = _FOREIGN[key_result.kind] & vars(key_result).keys()
            if foreign and workspace.tried(place, "kind"):
                continue
            for key in foreign:
                said = f"`{key}` has no meaning in a key result of kind {key_result.kind}"
                hint = f"remove it, or say `kind: {_KINDS_OF[key][0]}`"
                yield Finding(place / key, said, hint, address, at_key=True)


_KINDS_OF: Final = {
    "target": ("metric",),
    "curve": ("metric",),
    "levels": ("metric",),
    "at_least": ("threshold",),
    "at_most": ("threshold",),
    "above": ("threshold",),
    "below": ("threshold",),
    "hold": ("threshold", "range"),
    "warn_at": ("threshold", "range"),
    "between": ("range",),
    "steps": ("milestone",),
}
_FOREIGN: Final = {kind: frozenset(key for key, kinds in _KINDS_OF.items() if kind not in kinds) for kind in KINDS}

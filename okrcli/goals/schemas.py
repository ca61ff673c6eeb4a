"""The files as JSON Schemas, draft 7: for editors, and for validators that are not ours."""

from __future__ import annotations

from typing import Any, Final

from okrcli.errors import OkrError
from okrcli.goals.model import CHECK_IN, GOALS, REVIEW, SETTINGS
from okrcli.goals.shape import did_you_mean

FILES: Final = {
    "goals": ("OKR goals: one team in one cycle", GOALS),
    "checkin": ("OKR check-in", CHECK_IN),
    "review": ("OKR review at the end of a cycle", REVIEW),
    "settings": ("OKR workspace settings (okr.yaml)", SETTINGS),
}


def schema(name: str) -> dict[str, Any]:
    """The schema of a kind of file; raises OkrError where there is no such kind."""
    if name not in FILES:
        raise OkrError(f"no schema {name!r}", did_you_mean(name, FILES, f"there are: {', '.join(FILES)}"))
    title, record = FILES[name]
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": title} | record.schema()

"""The files as JSON Schemas, draft 7: for editors, and for validators that are not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from okrcli.errors import OkrError
from okrcli.goals.files import CHECKINS, REVIEWS, SETTINGS_FILE
from okrcli.goals.hints import HINTS
from okrcli.goals.model import CHECK_IN, GOALS, REVIEW, SETTINGS
from okrcli.goals.shape import did_you_mean

if TYPE_CHECKING:
    from okrcli.goals.diagnostic import Route

FILES: Final = {
    "goals": ("OKR goals: one team in one cycle", GOALS),
    "checkin": ("OKR check-in", CHECK_IN),
    "review": ("OKR review at the end of a cycle", REVIEW),
    "settings": ("OKR workspace settings (okr.yaml)", SETTINGS),
}
Schema = dict[str, Any]


def schema(name: str) -> Schema:
    """The schema of a kind of file; raises OkrError where there is no such kind."""
    if name not in FILES:
        raise OkrError(f"no schema {name!r}", did_you_mean(name, FILES, f"there are: {', '.join(FILES)}"))
    title, record = FILES[name]
    whole = {"$schema": "http://json-schema.org/draft-07/schema#"} | record.schema() | {"title": title}
    for way, hints in HINTS[name].items():
        found = described(whole, tuple(way.split("/")))
        if found is not None:
            found.update(hints)
    _with_markdown(whole)
    return whole


def kind_of(path: str) -> str:
    """The kind of file that a path of a workspace names."""
    folder = path.split("/")[-2:-1]
    return {CHECKINS: "checkin", REVIEWS: "review"}.get(
        "".join(folder), "settings" if path == SETTINGS_FILE else "goals"
    )


def described(whole: Schema, route: Route) -> Schema | None:
    """The part of a schema that describes the value at a route; None where nothing does."""
    found: Schema | None = whole
    for step in route:
        if not isinstance(found, dict):
            return None
        inside = found.get("properties", {}).get(step) or found.get("additionalProperties")
        found = found.get("items") if isinstance(step, int) or step == "[]" else inside
    return found or None


def documentation(path: str, route: Route) -> str | None:
    """What the schema says of a key of a file and of its choices, as Markdown; None for what is no key of ours."""
    found = described(schema(kind_of(path)), route)
    if found is None or "description" not in found:
        return None
    choices = zip(found.get("enum", ()), found.get("markdownEnumDescriptions", ()), strict=False)
    return "\n".join(
        [f"**{route[-1]}**: {found['description']}", "", *(f"- `{word}`: {says}" for word, says in choices)]
    ).rstrip()


def _with_markdown(part: Any) -> None:
    """Editors show a `description` as it is, and take `markdownDescription` where code is meant."""
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _with_markdown(inner)
    if isinstance(part, dict) and "`" in str(part.get("description")) and "body" not in part:
        part["markdownDescription"] = part["description"]

"""The results that programs read, as JSON Schemas, draft 7: what a version of the envelope promises."""

from __future__ import annotations

from typing import Any, Final

_TEXT: Final = {"type": "string"}
_TEXT_OR_NOTHING: Final = {"type": ["string", "null"]}
_NUMBER: Final = {"type": "integer", "minimum": 0}
_LINE: Final = {"type": "integer", "minimum": 1}
_SPAN: Final = {"line": _LINE, "column": _LINE, "end_line": _LINE, "end_column": _LINE}


def _record(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An object that has all of its keys and no others."""
    return {
        "type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False
    } | more  # fmt: skip


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


_EDIT: Final = _record(_SPAN | {"text": _TEXT})
_FIX: Final = _record(
    {"says": _TEXT, "applicability": {"enum": ["safe", "unsafe"]}, "edits": {"type": "array", "items": _EDIT}}
)
_SUPPRESSED: Final = _record(
    {"kind": {"const": "comment"}, "reason": _TEXT, "until": _TEXT_OR_NOTHING, "line": _LINE},
    description="The comment that silences the finding, null where none does.",
)
_FINDING: Final = _record(
    {
        "code": {"type": "string", "pattern": "^OKR[0-9]{3}$"},
        "name": _TEXT,
        "severity": {"enum": ["error", "warning", "info"]},
        "message": _TEXT,
        "help": _TEXT_OR_NOTHING,
        "path": {"type": "string", "description": "From the folder in which okr ran."},
        **_SPAN,
        "address": {"type": ["string", "null"], "description": "The goal: CYCLE:team/objective/key-result."},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$", "description": "The same when lines move."},
        "fix": _maybe(_FIX),
        "suppressed": _maybe(_SUPPRESSED),
    },
    description="Lines and columns count from 1, columns in code points; the end is exclusive.",
)
_COUNTS: Final = (
    "files", "objectives", "key_results", "error", "warning", "info", "suppressed", "known", "gone", "fixed"
)  # fmt: skip

RESULTS: Final[dict[str, dict[str, Any]]] = {
    "lint": {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "okr lint --format json",
        **_record(
            {
                "schema_version": {"const": 1},
                "tool": _record({"name": {"const": "okr"}, "version": _TEXT}),
                "command": {"const": "lint"},
                "summary": _record(dict.fromkeys(_COUNTS, _NUMBER)),
                "results": {"type": "array", "items": _FINDING},
            }
        ),
    }
}

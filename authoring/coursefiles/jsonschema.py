"""The schema of course files as JSON Schema, for editors that complete and check YAML."""

from typing import Any

from authoring.coursefiles import schema
from authoring.coursefiles.schema import Part, Value

# What may be missing only from a draft, and what from a module that is not published.
UNLESS_DRAFT = {
    "if": {"required": ["draft"], "properties": {"draft": {"const": True}}},
    "else": {
        "required": ["options"],
        "properties": {"options": {"items": {"required": ["explanation"]}}},
    },
}
ONCE_PUBLISHED = {
    "if": {"required": ["is_published"], "properties": {"is_published": {"const": True}}},
    "then": {"required": ["lessons"], "properties": {"quiz": {"required": ["questions"]}}},
}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Of a course file and of a module file; which one it is, `module` tells."""
    return {
        "$schema": DIALECT,
        "title": "Dure course file",
        "if": {"required": ["module"]},
        "then": _of_part(schema.MODULE),
        "else": _of_part(schema.COURSE),
    }


def _of_part(part: Part) -> dict[str, Any]:
    block: dict[str, Any] = {
        "type": "object",
        "properties": {key: _of(spec) for key, spec in part.keys.items()},
        "required": [key for key, spec in part.keys.items() if spec.is_required],
        "additionalProperties": False,
    }
    if part is schema.QUESTION:
        block |= UNLESS_DRAFT
    elif part is schema.MODULE:
        block |= ONCE_PUBLISHED
    return {"type": "array", "items": block} if part.is_list else block


def _of(spec: Value | Part) -> dict[str, Any]:
    if isinstance(spec, Part):
        return _of_part(spec)
    schema: dict[str, Any] = dict(spec.json)
    if not spec.is_required and spec.default not in (None, ()):
        schema["default"] = spec.default
    if spec.is_markdown:
        schema["description"] = "Markdown"
    return schema

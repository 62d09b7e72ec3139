"""The JSON Schema of `results.json`, version 1."""

from collections.abc import Mapping
from typing import Any

_EXACT = {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+|/[0-9]+)?$"}
_SUM_SCHEMA = {
    "type": "object",
    "required": ["points", "max", "full_max"],
    "additionalProperties": False,
    "properties": {"points": _EXACT, "max": _EXACT, "full_max": _EXACT},
}
_OUTCOME_SCHEMA = {
    "type": "object",
    "required": ["state", "points", "max"],
    "additionalProperties": False,
    "properties": {"state": {"type": "string"}, "points": _EXACT, "max": _EXACT},
}
RESULTS_SCHEMA: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "results.schema.json",
    "title": "Results of one cycle, version 1",
    "type": "object",
    "required": ["version", "programme", "cycle", "sample", "units"],
    "properties": {
        "version": {"const": 1},
        "engine": {"type": "string"},
        "programme": {"type": "string"},
        "name": {"type": "string"},
        "sample": {"type": "boolean"},
        "cycle": {"type": "string"},
        "title": {"type": "string"},
        "regulation": {"type": ["string", "null"]},
        "criteria_sha256": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"},
        "decision": {"type": ["object", "null"]},
        "units": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["unit", "name", "group", "standing", "rank", "tied", "index", "class", "leaves"],
                "properties": {
                    "unit": {"type": "string"},
                    "rank": {"type": ["integer", "null"], "minimum": 1},
                    "tied": {"type": "boolean"},
                    "index": {"type": ["string", "null"], "pattern": "^-?[0-9]+([.][0-9]+)?$"},
                    "official": {
                        "type": ["object", "null"],
                        "properties": {
                            "points": _EXACT,
                            "max": _EXACT,
                            "index": {"type": ["string", "null"]},
                            "areas": {"type": "object", "additionalProperties": _SUM_SCHEMA},
                            "blocks": {"type": "object", "additionalProperties": _SUM_SCHEMA},
                        },
                    },
                    "leaves": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["code", "max", "claimed", "official"],
                            "properties": {
                                "code": {"type": "string"},
                                "max": _EXACT,
                                "claimed": _OUTCOME_SCHEMA,
                                "official": _OUTCOME_SCHEMA,
                            },
                        },
                    },
                },
            },
        },
    },
}

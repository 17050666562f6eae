"""The scoring facts of a definition: everything that can change a score, band, tier or safety list.

Sources, notes and words may be mended under the same definition version; facts may not.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from screening.instruments.definition import Instrument

NO_FACTS = frozenset(
    {
        *("source", "note", "words", "title", "ages", "confidence"),
        *("licence", "disagreement", "version"),
        *("reliability", "spread", "accuracy"),
    }
)
"""Keys that say something about a definition and score nothing."""


def facts_digest(instrument: Instrument) -> str:
    """Return the SHA-256 of the scoring facts: equal for definitions that score the same."""
    return _sha256(json.dumps(_facts_of(instrument), sort_keys=True))


def whole_digest(instrument: Instrument) -> str:
    """Return the SHA-256 of a definition, words and sources too."""
    return _sha256(definition_text(instrument))


def definition_text(instrument: Instrument) -> str:
    """Return a definition as JSON: what its file says, and nothing that it leaves to defaults."""
    return instrument.model_dump_json(by_alias=True, exclude_unset=True)


def _facts_of(part: Any) -> Any:
    """Return facts as JSON takes them.

    What has its default is left out: a key that a later release adds changes no older digest.
    """
    if isinstance(part, BaseModel):
        return {
            name: _facts_of(value)
            for name, field in type(part).model_fields.items()
            if name not in NO_FACTS and (value := getattr(part, name)) != field.get_default()
        }
    if isinstance(part, Mapping):
        return {str(key): _facts_of(value) for key, value in part.items()}
    return [_facts_of(each) for each in part] if isinstance(part, tuple) else part


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

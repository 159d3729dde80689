"""The files of weights and words beside the program."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=2)
def load_data(name: str) -> dict[str, Any]:
    """One of the files, by its name."""
    data: dict[str, Any] = json.loads(files("knowledge.answering").joinpath(name).read_text(encoding="utf-8"))
    return data

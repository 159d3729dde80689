"""Writes the schema files anew after the model has changed: ``python -m knowledge.schema``."""

from __future__ import annotations

from knowledge.schema import FOLDER, build_schemas
from knowledge.writing import READABLE, write_whole

if __name__ == "__main__":
    for name, raw in build_schemas().items():
        write_whole(FOLDER / name, raw, READABLE)

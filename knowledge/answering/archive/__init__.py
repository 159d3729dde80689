"""An archive that nobody curated: sources without records, answered by their own sentences."""

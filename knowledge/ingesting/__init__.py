"""Articles as they arrive (text, saved pages, Word files) become sources and draft records for an editor to look at."""

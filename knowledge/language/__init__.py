"""Vietnamese as typed: normalising without loss, the lossy fold, repair of slips, lexicon and numbers."""

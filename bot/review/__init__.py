"""The moderators' queue: groups of like questions, verdicts, proposals, and who waits for an answer."""

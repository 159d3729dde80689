"""From a question to an outcome: what is asked, candidates, evidence and policy."""

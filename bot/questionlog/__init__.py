"""The log of questions: every question once, pseudonymous and redacted, safe against crashes."""

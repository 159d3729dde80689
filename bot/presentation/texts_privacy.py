"""The sentences of privacy, as one typed set for each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrivacyTexts:
    """The sentences of one language; ``{…}`` are filled in."""

    explanation: str

    # One's own data
    file_name: str
    file_caption: str
    private_only: str
    ask_erase: str
    erase: str
    keep: str
    kept: str
    receipt: str
    moment: str

    # Not to be logged
    unlogged: str
    logged: str


def privacy_texts(language: str) -> PrivacyTexts:
    """The sentences of a language; Vietnamese for any other than English."""
    from bot.presentation.texts_privacy_en import EN
    from bot.presentation.texts_privacy_vi import VI

    return EN if language == "en" else VI

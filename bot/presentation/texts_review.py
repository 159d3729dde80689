"""The sentences of review and of those who wait for an answer, as one typed set for each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReviewTexts:
    """The sentences of one language; ``{…}`` are filled in."""

    # A card
    heading: str
    erased_text: str
    also: str
    asked_by: str
    moment: str
    why: str
    reasons: dict[str, str]
    """By the name of the reason."""
    now: str
    now_ambiguous: str
    now_not_found: str
    outcomes: dict[str, str]
    """By the log's word for the outcome."""
    which: str
    nothing_near: str
    before: str
    after: str
    verdict: str
    verdicts: dict[str, str]
    """By the name of the verdict."""
    of_record: str
    note: str

    # The end of the queue
    nothing_left: str
    only_skipped: str

    # Buttons
    search: str
    gap: str
    off_topic: str
    right: str
    personal: str
    skip: str
    previous: str
    undo: str
    next: str
    no_note: str
    erase: str
    keep: str

    # Questions to the moderator
    ask_search: str
    ask_note: str
    ask_erase: str
    note_hint: str
    search_hint: str
    found_for: str

    # Words in passing
    decided: str
    skipped: str
    undone: str
    taken: str
    applied: str
    published: str
    reopened: str

    # Those who wait
    tell_me: str
    will_tell: str
    too_many: str
    told: str


def review_texts(language: str) -> ReviewTexts:
    """The sentences of a language; Vietnamese for any other than English."""
    from bot.presentation.texts_review_en import EN
    from bot.presentation.texts_review_vi import VI

    return EN if language == "en" else VI

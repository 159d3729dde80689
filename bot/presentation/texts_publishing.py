"""The sentences of publishing from the phone, as one typed set for each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishingTexts:
    """The sentences of one language; ``{…}`` are filled in."""

    # Files that arrive
    other_file: str
    too_large: str
    too_much: str
    not_fetched: str
    too_long: str
    look_again: str
    problems: str
    more: str
    mend: str
    needs: str

    # A preview
    preview: str
    nothing: str
    kinds: dict[str, str]
    added: str
    removed: str
    changed: str
    no_questions: str
    no_answers: str
    answers: str
    effects: dict[str, str]
    unasked: str
    page_attached: str
    page_name: str
    theirs: str
    conflicts: str
    conflict: str
    nothing_there: str
    publish: str
    publish_anyway: str
    drop: str

    # What became of it
    published: str
    went_back: str
    folder: dict[str, str]
    undo: str
    dropped: str
    outdated: str
    stale: str
    failed: str

    # Looking and going back
    history: str
    no_history: str
    now: str
    publication: str
    actions: dict[str, str]
    answers_changed: str
    desk: str
    nothing_before: str
    version_gone: str
    go_back: str
    ask_go_back: str
    keep: str
    kept: str

    # One record
    edit_usage: str
    is_draft: str
    unmark: str
    drafts: str
    which_record: str
    no_record: str
    record: str
    phrasings: str
    was: str
    answer_button: str
    answer_en_button: str
    add_phrasing: str
    list_phrasings: str
    remove_phrasing: str
    look: str
    leave: str
    back: str
    ask_answer: str
    ask_answer_en: str
    ask_phrasing: str
    not_taken: str
    taken: str
    left: str
    not_editing: str
    unchanged: str

    # Proposals
    proposals: str
    new_proposals: str
    no_proposals: str
    proposal: str
    asked: str
    for_records: str
    for_gaps: str
    to_fill: str
    note: str
    take: str
    fetch: str
    fetched: str
    refuse: str
    ask_refuse: str
    refused: str
    gone: str


def publishing_texts(language: str) -> PublishingTexts:
    """The sentences of a language; Vietnamese for any other than English."""
    from bot.presentation.texts_publishing_en import EN
    from bot.presentation.texts_publishing_vi import VI

    return EN if language == "en" else VI

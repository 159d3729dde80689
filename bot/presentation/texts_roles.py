"""The sentences of roles, invitations and refusals, as one typed set for each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoleTexts:
    """The sentences of one language; ``{…}`` are filled in."""

    roles: dict[str, str]
    """By the name of the role, in lower case, as within a sentence."""

    # Refusals
    denied: str
    private_only: str

    # The list and one member
    members: str
    no_members: str
    you: str
    from_environment: str
    member: str
    seeded: str
    time: str

    # Buttons
    invite: str
    withdraw: str
    change_to: str
    revoke: str
    keep: str
    back: str

    # What became of it
    ask_revoke: str
    changed: str
    revoked: str
    last_admin: str
    outdated: str
    withdrawn: str

    # Invitations
    choose_role: str
    invited: str
    welcome: str
    joined: str
    invalid: str
    needless: str
    private: str

    # Told to the member
    your_role: str
    no_role: str


def role_texts(language: str) -> RoleTexts:
    """The sentences of a language; Vietnamese for any other than English."""
    from bot.presentation.texts_roles_en import EN
    from bot.presentation.texts_roles_vi import VI

    return EN if language == "en" else VI

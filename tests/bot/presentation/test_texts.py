"""The sentences of both languages stand side by side and fit Telegram's limits."""

from __future__ import annotations

import pkgutil
import re
import unicodedata
from dataclasses import fields
from datetime import date
from importlib import import_module
from typing import Any

import pytest

from bot import presentation
from bot.access import Role
from bot.presentation.citing import format_date
from bot.presentation.menus import command_menus, role_menu
from bot.presentation.texts import Texts, texts_for
from bot.presentation.texts_roles import role_texts

LANGUAGES = [texts_for("vi"), texts_for("en")]
SUBJECTS = sorted(
    module.name.removesuffix("_vi")
    for module in pkgutil.iter_modules(presentation.__path__)
    if module.name.startswith("texts") and module.name.endswith("_vi")
)


def sets_of(subject: str) -> tuple[Any, Any]:
    """The Vietnamese and the English sentences of a subject."""
    modules = (import_module(f"bot.presentation.{subject}_{language}") for language in ("vi", "en"))
    return next(modules).VI, next(modules).EN


NAMES = [(subject, field.name) for subject in SUBJECTS for field in fields(sets_of(subject)[0])]
SENTENCES = [(subject, name, getattr(texts, name)) for subject, name in NAMES for texts in sets_of(subject)]


def flatten(value: str | dict[str, str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value.values())


def holes(value: str) -> set[str]:
    return set(re.findall(r"{(\w+)", value))


def test_every_subject_is_found() -> None:
    assert {"texts", "texts_roles"} <= set(SUBJECTS)


@pytest.mark.parametrize(("subject", "name", "value"), SENTENCES)
def test_sentence_is_composed_unicode_and_not_blank(subject: str, name: str, value: str | dict[str, str]) -> None:
    for sentence in flatten(value):
        assert sentence.strip()
        assert unicodedata.is_normalized("NFC", sentence)


@pytest.mark.parametrize(("subject", "name"), NAMES)
def test_both_languages_fill_in_the_same_things(subject: str, name: str) -> None:
    vietnamese, english = (getattr(texts, name) for texts in sets_of(subject))
    if isinstance(vietnamese, dict):
        assert vietnamese.keys() == english.keys()
    else:
        assert holes(vietnamese) == holes(english)


@pytest.mark.parametrize("texts", LANGUAGES, ids=["vi", "en"])
def test_what_telegram_shows_of_the_bot_fits(texts: Texts) -> None:
    assert len(texts.description) <= 512
    assert len(texts.short_description) <= 120
    refusals = role_texts(texts.language)
    assert all(len(text) <= 200 for text in (texts.voted, texts.stale, texts.calm))
    assert all(len(text) <= 200 for text in (refusals.denied, refusals.private_only, refusals.outdated))
    for commands in [*(commands for _, commands in command_menus(texts)), role_menu(Role.ADMIN, texts)]:
        assert all(1 <= len(command.description) <= 256 for command in commands)


def test_unknown_language_reads_vietnamese() -> None:
    assert texts_for("km") is texts_for("vi")


def test_days_are_written_as_each_language_writes_them() -> None:
    day = date(2020, 7, 3)
    assert [format_date(day, texts) for texts in LANGUAGES] == ["03/07/2020", "3 July 2020"]


@pytest.mark.parametrize(("subject", "name", "value"), SENTENCES)
def test_the_same_thing_has_the_same_word(subject: str, name: str, value: str | dict[str, str]) -> None:
    for sentence in flatten(value):
        assert not re.search("anh chị|kiến thức", sentence, re.IGNORECASE)

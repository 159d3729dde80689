"""The sentences of both languages stand side by side and fit Telegram's limits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields
from datetime import date

import pytest

from bot.presentation.citing import format_date
from bot.presentation.menus import command_menus
from bot.presentation.texts import Texts, texts_for

LANGUAGES = [texts_for("vi"), texts_for("en")]
SENTENCES = [(texts.language, field.name, getattr(texts, field.name)) for texts in LANGUAGES for field in fields(Texts)]


def flatten(value: str | dict[str, str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value.values())


@pytest.mark.parametrize(("language", "name", "value"), SENTENCES)
def test_sentence_is_composed_unicode_and_not_blank(language: str, name: str, value: str | dict[str, str]) -> None:
    for sentence in flatten(value):
        assert sentence.strip()
        assert unicodedata.is_normalized("NFC", sentence)


@pytest.mark.parametrize("name", [field.name for field in fields(Texts)])
def test_both_languages_fill_in_the_same_things(name: str) -> None:
    vietnamese, english = (getattr(texts, name) for texts in LANGUAGES)
    if isinstance(vietnamese, dict):
        assert vietnamese.keys() == english.keys()
    else:
        assert set(re.findall(r"{\w+}", vietnamese)) == set(re.findall(r"{\w+}", english))


@pytest.mark.parametrize("texts", LANGUAGES, ids=["vi", "en"])
def test_what_telegram_shows_of_the_bot_fits(texts: Texts) -> None:
    assert len(texts.description) <= 512
    assert len(texts.short_description) <= 120
    assert all(len(text) <= 200 for text in (texts.voted, texts.stale, texts.calm))
    for _, commands in command_menus(texts):
        assert all(1 <= len(command.description) <= 256 for command in commands)


def test_unknown_language_reads_vietnamese() -> None:
    assert texts_for("km") is texts_for("vi")


def test_days_are_written_as_each_language_writes_them() -> None:
    day = date(2020, 7, 3)
    assert [format_date(day, texts) for texts in LANGUAGES] == ["03/07/2020", "3 July 2020"]


@pytest.mark.parametrize(("language", "name", "value"), SENTENCES)
def test_the_same_thing_has_the_same_word(language: str, name: str, value: str | dict[str, str]) -> None:
    for sentence in flatten(value):
        assert not re.search("anh chị|kiến thức", sentence, re.IGNORECASE)

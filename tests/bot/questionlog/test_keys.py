"""The keys of the pseudonyms: made once, private, several where they were changed."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.questionlog.keys import PseudonymKeyError, load_keys, load_or_create_keys
from bot.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from pathlib import Path


def test_the_key_is_made_once_and_is_its_owner_s_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    (key,) = load_or_create_keys(folder)
    assert load_or_create_keys(folder) == (key,)
    assert len(key) == 32
    assert [path.name for path in folder.iterdir()] == ["pseudonym.key"]
    assert stat.S_IMODE((folder / "pseudonym.key").stat().st_mode) == 0o600


def test_two_starts_at_once_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(load_or_create_keys, [tmp_path] * 32))
    assert len(keys) == 1


@pytest.mark.parametrize("content", ["", "zz", "abcd", "ab" * 32 + "\nabcd"])
def test_a_damaged_key_is_reported_and_not_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "pseudonym.key"
    path.write_text(content, encoding="ascii")
    with pytest.raises(PseudonymKeyError, match=r"pseudonym\.key"):
        load_or_create_keys(tmp_path)
    assert path.read_text(encoding="ascii") == content


def test_a_changed_key_leaves_the_earlier_ones_below_it(tmp_path: Path) -> None:
    (tmp_path / "pseudonym.key").write_text("ab" * 32 + "\n" + "cd" * 32 + "\n", encoding="ascii")
    assert load_or_create_keys(tmp_path) == (b"\xab" * 32, b"\xcd" * 32)


def test_the_key_of_the_environment_comes_first_and_that_of_the_file_stays_known(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path, pseudonym_key="sixteen characters, sixteen more of them")
    assert load_keys(settings) == (b"sixteen characters", b"sixteen more of them")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "pseudonym.key").write_text("ab" * 32, encoding="ascii")
    assert load_keys(settings)[-1] == b"\xab" * 32


def test_each_key_of_the_environment_is_long_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PSEUDONYM_KEY", "sixteen characters,short")
    with pytest.raises(SettingsError, match="PSEUDONYM_KEY"):
        load_settings()

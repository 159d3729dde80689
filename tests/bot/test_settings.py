"""Settings: what is read, and the one clear line where a value is wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = load_settings()
    assert settings.telegram_bot_token is None
    assert settings.knowledge_dir.joinpath("sources").is_dir()
    assert settings.questionlog_url == "sqlite:///var/questions.sqlite3"
    assert (settings.delivery, settings.send_rate, settings.retention_days) == ("polling", 30.0, 90)


def test_values_come_from_dotenv_the_environment_and_the_command_line_in_that_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("DATA_DIR=one\nADMIN_IDS=1, 2;3\nRETENTION_DAYS=\nKNOWLEDGE_DIR=k\n", encoding="utf-8")
    monkeypatch.setenv("DATA_DIR", "two")
    settings = load_settings(knowledge_dir=Path("three"))
    assert settings.data_dir == Path("two")
    assert settings.knowledge_dir == Path("three")
    assert settings.admin_ids == {1, 2, 3}
    assert settings.retention_days == 90


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "123:abc def"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("DATABASE_URL", "mysql://somewhere/x"),
        ("DATABASE_URL", "postgresql://user:very-secret@host/x"),
        ("DELIVERY", "pigeon"),
        ("ADMIN_IDS", "@somebody"),
        ("MODERATOR_IDS", "12,-3"),
        ("SEND_RATE", "-1"),
        ("SEND_RATE", "nan"),
        ("SEND_RATE", "many"),
        ("LISTEN_PORT", "70000"),
        ("RETENTION_DAYS", "0"),
        ("PSEUDONYM_KEY", "short"),
        ("DEFAULT_LANGUAGE", "fr"),
    ],
)
def test_a_wrong_value_gives_one_line_that_names_the_variable_and_code_2(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as raised:
        load_settings()
    message = raised.value.message
    assert message.startswith(f"{variable}: ")
    assert " / " in message
    assert "\n" not in message
    assert value not in message
    assert raised.value.exit_code == 2


def test_several_wrong_values_are_all_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEND_RATE", "-1")
    monkeypatch.setenv("DELIVERY", "pigeon")
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert [line.partition(":")[0] for line in raised.value.message.splitlines()] == ["DELIVERY", "SEND_RATE"]


def test_secrets_do_not_show_in_the_representation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:SECRET")
    assert "SECRET" not in repr(load_settings())


def test_the_example_explains_every_variable_in_both_languages_and_is_valid() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    named = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)
    for block in "\n".join(lines).split("\n\n"):
        if "=" in block and not block.startswith("# Chép"):
            assert len(re.findall(r"^# ", block, re.MULTILINE)) >= 2, block
    assert Settings(_env_file=EXAMPLE) == Settings(_env_file=None)


def test_settings_import_neither_telegram_nor_a_database() -> None:
    names = ("telegram", "sqlalchemy", "httpx", "rapidfuzz")
    code = f"import sys, bot.settings; print([name for name in {names} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("token", ["123456:AAF-x_y", "1000:in-this-terminal", "123:abc/test", "token"])
def test_token_of_any_form_is_left_for_telegram_to_judge(monkeypatch: pytest.MonkeyPatch, token: str) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)

    chosen = load_settings(_env_file=None).telegram_bot_token

    assert chosen is not None
    assert chosen.get_secret_value() == token

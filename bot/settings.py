"""The settings of one installation: the only module that reads the environment and ``.env``."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import click
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DATABASE_SCHEMES = ("sqlite", "postgresql+psycopg")
SMALLEST_KEY = 16
"""Characters that ``PSEUDONYM_KEY`` must have at least: a short key can be guessed, and with it every pseudonym."""


class SettingsError(click.ClickException):
    """The environment cannot be used as it is; one line for each variable at fault. Ends the program with code 2."""

    exit_code = 2


def _read_ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = [part for part in re.split(r"[,;\s]+", value) if part]
    if not all(part.isascii() and part.isdecimal() for part in parts):
        raise ValueError(
            "cần các mã số Telegram cách nhau bằng dấu phẩy, ví dụ 123456789,987654321 / "
            "numeric Telegram ids parted by commas are needed, as in 123456789,987654321"
        )
    return frozenset(map(int, parts))


Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_read_ids)]


def _shipped_records() -> Path:
    return Path(str(files("knowledge"))) / "records"


class Settings(BaseSettings):
    """Every variable of the environment, checked; ``.env.example`` explains each."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    knowledge_dir: Path = Field(default_factory=_shipped_records)
    data_dir: Path = Path("var")
    database_url: str | None = None
    delivery: Literal["polling", "webhook"] = "polling"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    listen_host: str = "127.0.0.1"
    listen_port: Annotated[int, Field(ge=1, le=65535)] = 8080
    admin_ids: Ids = frozenset()
    staff_ids: Ids = frozenset()
    moderator_ids: Ids = frozenset()
    pseudonym_key: SecretStr | None = None
    retention_days: Annotated[int, Field(ge=1)] = 90
    default_language: Literal["vi", "en"] = "vi"
    send_rate: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 30.0
    public_url: str | None = None

    @property
    def questionlog_url(self) -> str:
        """Where the questions are logged: ``DATABASE_URL``, or else a SQLite file in ``DATA_DIR``."""
        return self.database_url or f"sqlite:///{self.data_dir / 'questions.sqlite3'}"

    @field_validator("telegram_bot_token")
    @classmethod
    def _check_token(cls, token: SecretStr | None) -> SecretStr | None:
        # Test servers and local Bot API servers have tokens of other forms; Telegram itself answers a wrong one.
        if token is not None and (not token.get_secret_value() or re.search(r"\s", token.get_secret_value())):
            raise ValueError("không được trống hay có khoảng trắng / must not be empty or hold white space")
        return token

    @field_validator("telegram_api_url", "webhook_url", "public_url")
    @classmethod
    def _check_address(cls, address: str | None) -> str | None:
        if address is None:
            return None
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(
                "cần một địa chỉ bắt đầu bằng https:// hoặc http:// / an address with https:// or http:// is needed"
            )
        return address.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _check_database(cls, url: str | None) -> str | None:
        if url is not None and url.partition("://")[0] not in DATABASE_SCHEMES:
            raise ValueError(
                "cần sqlite:///tệp hoặc postgresql+psycopg://… / sqlite:///file or postgresql+psycopg://… is needed"
            )
        return url

    @field_validator("pseudonym_key")
    @classmethod
    def _check_key(cls, key: SecretStr | None) -> SecretStr | None:
        # Several keys, the one in use first, are parted by commas.
        if key is not None and any(len(each.strip()) < SMALLEST_KEY for each in key.get_secret_value().split(",")):
            raise ValueError(
                f"cần ít nhất {SMALLEST_KEY} ký tự cho mỗi khoá (các khoá cách nhau bằng dấu phẩy) / at least "
                f"{SMALLEST_KEY} characters are needed for each key (several are parted by commas)"
            )
        return key


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment and ``.env``.

    Args:
        **overrides: Values from the command line, which come before the environment's.

    Returns:
        The settings, checked.

    Raises:
        SettingsError: A value is wrong; names each variable, never shows a value (it may be a secret).
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError("\n".join(map(_describe, error.errors(include_input=False)))) from None


def _describe(problem: Any) -> str:
    variable = str(problem["loc"][0]).upper() if problem["loc"] else "SETTINGS"
    context: dict[str, Any] = problem.get("ctx", {})
    match problem["type"]:
        case "value_error":
            reason = str(context["error"])
        case "literal_error":
            reason = f"cần một trong các giá trị / must be one of: {context['expected']}"
        case "greater_than_equal" | "less_than_equal":
            limit = context.get("ge", context.get("le"))
            sign = "≥" if "ge" in context else "≤"
            reason = f"cần một số {sign} {limit} / a number {sign} {limit} is needed"
        case "int_parsing" | "float_parsing" | "finite_number":
            reason = "cần một con số / a number is needed"
        case _:
            reason = f"giá trị không hợp lệ / invalid value: {problem['msg']}"
    return f"{variable}: {reason}"

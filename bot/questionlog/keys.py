"""The keys of the pseudonyms: the one in use and those before it, from the environment or a private file."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings

KEY_FILE = "pseudonym.key"
KEY_BYTES = 32


class PseudonymKeyError(Exception):
    """The key file is there but holds no key; making another would turn every known person into a stranger."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path}: tệp khoá bị hỏng; mỗi dòng cần đúng {KEY_BYTES * 2} chữ số hệ 16, khoá đang dùng ở dòng đầu; hãy "
            f"khôi phục từ bản sao lưu hoặc xoá đi để tạo khoá mới / the key file is damaged; each line needs "
            f"{KEY_BYTES * 2} hexadecimal digits, the key in use first; restore it from a backup or remove it to have "
            "a new one made"
        )


def load_keys(settings: Settings) -> tuple[bytes, ...]:
    """Return the installation's key and then its earlier ones.

    ``PSEUDONYM_KEY`` comes first; a key file in ``DATA_DIR`` then holds earlier keys. Without that variable the file is
    the place, and it is made at the first run.

    Raises:
        PseudonymKeyError: The file is there and does not hold keys.
    """
    if settings.pseudonym_key is None:
        return load_or_create_keys(settings.data_dir)
    named = tuple(key.strip().encode() for key in settings.pseudonym_key.get_secret_value().split(","))
    path = settings.data_dir / KEY_FILE
    return named + (_read(path) if path.exists() else ())


def load_or_create_keys(data_dir: Path) -> tuple[bytes, ...]:
    """Return the keys kept in ``data_dir``, readable by its owner only; make one where there is none.

    Raises:
        PseudonymKeyError: The file is there and does not hold keys.
    """
    path = data_dir / KEY_FILE
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        _create_key(path)
    return _read(path)


def _read(path: Path) -> tuple[bytes, ...]:
    try:
        keys = tuple(bytes.fromhex(line) for line in path.read_text(encoding="ascii").split())
    except ValueError:
        raise PseudonymKeyError(path) from None
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise PseudonymKeyError(path)
    return keys


def _create_key(path: Path) -> None:
    """Write a whole key under its name at once: a crash leaves none, and of two starts at once the first one wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

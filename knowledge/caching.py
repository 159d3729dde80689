"""Keeps what was compiled from a version in a file beside it: a cold start reads it instead of compiling again."""

from __future__ import annotations

import gc
import hashlib
import logging
import os
import pickle
import sys
import zlib
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import pydantic

from knowledge.packing import dump_packed
from knowledge.writing import PRIVATE, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

PRIVATE_FOLDER = 0o700
MOST_KEPT = 8
"""Files kept in all, the newest: enough to roll back quickly, too few to fill a disk while editors work."""
_PROGRAM = ("answering", "language", "base.py", "caching.py", "model.py", "packing.py")
"""What of this package decides how knowledge is compiled."""
_CHECK = 4  # bytes of the check sum that a file starts with

PartsT = TypeVar("PartsT")


class CompiledCache(Generic[PartsT]):
    """The files of ``DATA_DIR/knowledge/compiled``, each for one version and exactly one program; all can be deleted.

    They are pickles: nothing else reads a few hundred thousand small objects fast enough. Reading one runs what it
    says, so only the owner may touch them, and only the owner's own are read.
    """

    def __init__(self, data_dir: Path, kind: type[PartsT]) -> None:
        self.folder = data_dir / "knowledge" / "compiled"
        self._kind = kind

    def read(self, version: str) -> PartsT | None:
        """What was kept of a version; None where there is nothing, or nothing that can be trusted."""
        try:
            raw = _read_own(self.path(version))
        except OSError:
            return None
        named = self._name(version).encode()
        body = memoryview(raw)[_CHECK:]
        if _check_sum(body) != raw[:_CHECK] or body[: len(named)] != named:
            return None
        with uninterrupted():
            try:
                parts = pickle.loads(body[len(named) :])  # noqa: S301  the owner's own file, see above
            except Exception as error:  # noqa: BLE001  whatever it is, compiling again mends it
                logger.info("compiled knowledge cannot be read (%s)", type(error).__name__)
                return None
            gc.freeze()  # hundreds of thousands of objects that stay: a search for garbage among them stops everyone
        if not isinstance(parts, self._kind):
            return None
        with suppress(OSError):
            os.utime(self.path(version))  # what is in use is the last to be let go of
        return parts

    def write(self, version: str, parts: PartsT, packed: tuple[type, ...] = ()) -> None:
        """Keep what was compiled, and let go of what other programs kept; where nothing can be written, nothing is.

        Args:
            version: the name of the version.
            parts: what was compiled from it.
            packed: classes whose large tables are to be read piece by piece, see `knowledge.packing`.
        """
        body = self._name(version).encode() + dump_packed(parts, packed)
        path = self.path(version)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(PRIVATE_FOLDER)
            path.unlink(missing_ok=True)  # so that the new file has permissions of its own
            write_whole(path, _check_sum(body) + body, PRIVATE)
            self._tidy(version)

    def path(self, version: str) -> Path:
        """The file of a version, whether or not it is there."""
        return self.folder / self._name(version)

    def _name(self, version: str) -> str:
        return f"{version}-{self._program}"

    @cached_property
    def _program(self) -> str:
        return fingerprint_of_program()

    def _tidy(self, version: str) -> None:
        for path in self.folder.glob(f"{version}-*"):
            if path != self.path(version):
                path.unlink(missing_ok=True)
        newest_first = sorted(self.folder.glob("*-*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in newest_first[MOST_KEPT:]:
            path.unlink(missing_ok=True)


def fingerprint_of_program() -> str:
    """A hash of everything that decides what compiling makes and how it is kept, of Python and pydantic too."""
    digest = hashlib.sha256(f"{sys.version} {pydantic.VERSION}".encode())
    package = Path(__file__).parent
    for name in _PROGRAM:
        place = package / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in {".py", ".json"}:
                digest.update(f" {path.relative_to(package)} ".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _read_own(path: Path) -> bytes:
    """The bytes of a file that the current user owns and nobody else can write.

    Raises:
        OSError: there is no such file, it is a link, or it may be somebody else's.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if status.st_uid != os.geteuid() or status.st_mode & 0o022:
            raise PermissionError(path)
        return stream.read()


def _check_sum(raw: bytes | memoryview) -> bytes:
    """Against damage, not against forgery: whoever can write as the owner needs no forged file."""
    return zlib.crc32(raw).to_bytes(_CHECK, "big")


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Without garbage collection, which would walk over all new objects again and again and find none to free."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()

"""The records as a git revision has them, for those who keep the folder under version control."""

from __future__ import annotations

import io
import subprocess
import tarfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def extract_revision(records: Path, revision: str, target: Path) -> Path | None:
    """Writes the records folder of a revision (``HEAD~1``, a branch, a hash) into another folder.

    Args:
        records: the records folder as it is now, inside a git work tree.
        revision: the name of the revision.
        target: an empty folder.

    Returns:
        The folder with the records, or None where git knows no such revision or the folder is not under git.
    """
    commit = _git(records, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        return None
    name = commit.decode().strip()
    packed = _git(records, "archive", "--format=tar", name, ".")  # of the folder it is called in
    if packed is None:
        return None
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:  # Python before 3.11.4 knows no extraction filter: plain files inside the folder only
            content = archive.extractfile(member) if member.isfile() else None
            path = (target / member.name).resolve()
            if content is not None and path.is_relative_to(target.resolve()):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
    return target


def _git(folder: Path, *arguments: str) -> bytes | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], check=False, capture_output=True)  # noqa: S603, S607
    except OSError:  # no git on this machine
        return None
    return done.stdout if done.returncode == 0 else None

"""What all commands of editors share: their settings, and how problems are printed."""

from __future__ import annotations

import json
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.settings import load_settings
from knowledge.errors import InvalidRecordsError, KnowledgeError, VersionNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from knowledge.changes import Change
    from knowledge.errors import Problem

_LONGEST_SHOWN = 200
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def with_settings(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its `--knowledge DIR` option and, in its place, the settings; problems end it with code 1."""

    @click.option(
        "--knowledge",
        "records",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="Thư mục hồ sơ khác / another records folder (KNOWLEDGE_DIR).",
    )
    @click.pass_obj
    @wraps(command)
    def run(folder: Path | None, /, records: Path | None, **arguments: Any) -> None:
        chosen = records or folder
        try:
            command(load_settings(**({"knowledge_dir": chosen} if chosen else {})), **arguments)
        except InvalidRecordsError as error:
            print_problems(error.problems)
            raise SystemExit(1) from None
        except VersionNotFoundError as error:
            raise click.ClickException(_explain_missing(error)) from None
        except (KnowledgeError, OSError) as error:
            raise click.ClickException(str(error)) from None

    return run


def print_problems(problems: list[Problem]) -> None:
    """Print each problem to stdout, and their number to stderr."""
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} lỗi / problems", err=True)


def print_changes(changes: Sequence[Change]) -> None:
    """Print what differs between two versions, the fields of what was changed below each."""
    if not changes:
        click.echo("Không có gì khác / no difference")
    for change in changes:
        click.echo(f"{_SIGNS[change.how]} {change.what} {change.id}")
        for name, old, new in change.fields if change.how == "changed" else ():
            if isinstance(old, list) and isinstance(new, list) and set(map(_short, old)) != set(map(_short, new)):
                for sign, items, others in (("-", old, new), ("+", new, old)):
                    for item in items:
                        if item not in others:
                            click.echo(f"    {name} {sign} {_short(item)}")
            else:
                click.echo(f"    {name}: {_short(old)} → {_short(new)}")


def _short(value: Any) -> str:
    return cut(json.dumps(value, ensure_ascii=False))


def cut(text: str) -> str:
    """The text as far as a terminal's lines should be long."""
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _explain_missing(error: VersionNotFoundError) -> str:
    if not error.version:
        return "không có phiên bản nào trước đó để quay lại / there is no earlier version to go back to"
    return (
        f"không có phiên bản, thư mục hay bản git “{error.version}”: xem “thidua knowledge history”"
        f" / no version, folder or git revision “{error.version}”: see “thidua knowledge history”"
    )

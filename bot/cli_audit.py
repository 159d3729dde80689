"""`thidua audit`: operators read the log of who did what, and verify that nobody changed it."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from bot.audit.chain import Head
from bot.audit.checking import iterate_rows, verify
from bot.audit.heads import FILE, read_heads
from bot.questionlog.database import open_engine
from bot.questionlog.errors import LogUnavailableError
from bot.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from bot.audit.checking import Fault, Problem
    from bot.settings import Settings

MOST_PROBLEMS = 20

_FAULTS: dict[Fault, str] = {
    "edited": "dòng {0}: đã bị sửa / row {0}: edited",
    "missing": "dòng {0}–{1}: bị mất / rows {0}–{1}: missing",
    "unlinked": "dòng {0}: không nối với dòng trước / row {0}: does not follow the row before it",
    "replaced": "dòng {0}: khác với lúc ghi / row {0}: another row than was written",
    "removed": "dòng {0}–{1}: những dòng mới nhất bị xoá / rows {0}–{1}: the newest rows were removed",
    "not_as_noted": "dòng {0}: khác với --head / row {0}: not as --head says",
    "heads_damaged": f"{FILE}, dòng {{0}}: bị hỏng / {FILE}, line {{0}}: damaged",
}


class _HeadType(click.ParamType[Head]):
    name = "SỐ:MÃ"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Head:
        found = re.fullmatch(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", str(value).strip())
        if found is None:
            self.fail("cần SỐ:MÃ như `audit verify` đã in / NUMBER:HASH as `audit verify` prints is needed", param, ctx)
        return Head(int(found[1]), found[2])


@click.group()
def audit() -> None:
    """Sổ ghi ai đã làm gì / the log of who did what."""


@audit.command(name="verify")
@click.option(
    "--head", type=_HeadType(), help="Dòng mới nhất đã chép lại lần trước / the newest row as noted down earlier."
)
def verify_log(head: Head | None) -> None:
    """Tìm mọi chỗ bị sửa, xoá, đảo / find every edit, deletion and reordering. Exit code 1 when there is one."""
    with _open() as (connection, settings):
        path = settings.data_dir / FILE
        verdict = verify(connection, read_heads(path), head)
    for problem in verdict.problems[:MOST_PROBLEMS]:
        click.echo(_describe(problem), err=True)
    if len(verdict.problems) > MOST_PROBLEMS:
        click.echo(f"… và {len(verdict.problems) - MOST_PROBLEMS} lỗi nữa / more", err=True)
    if verdict.unconfirmed:
        click.echo(
            f"{verdict.unconfirmed} dòng không có trong {path} (ghi từ máy khác, hoặc do mất điện đúng lúc đang ghi) / "
            f"{verdict.unconfirmed} rows are not in {path} (another machine's, or a crash while writing)",
            err=True,
        )
    if verdict.problems:
        raise SystemExit(1)
    click.echo(f"{verdict.rows} dòng, không dòng nào bị sửa / {verdict.rows} rows, none was changed")
    if verdict.newest is not None:
        click.echo(f"--head {verdict.newest}")


@audit.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"]), help="Từ ngày / from this day on.")
@click.option("--last", type=click.IntRange(min=1), help="N dòng mới nhất / the newest N rows.")
@click.option("--json", "as_json", is_flag=True, help="Mỗi dòng một đối tượng JSON / JSON lines.")
def show(since: datetime | None, last: int | None, *, as_json: bool) -> None:
    """In sổ ra stdout, cũ trước mới sau / print the log, the oldest first."""
    if since is not None:
        since = since.replace(tzinfo=UTC) if since.tzinfo is None else since.astimezone(UTC)
    with _open() as (connection, _):
        for row in iterate_rows(connection, since=since, last=last):
            details = _read_details(row["details"])
            if as_json:
                click.echo(json.dumps({**row, "details": details}, ensure_ascii=False, default=repr))
            else:
                extra = " ".join(f"{name}={value}" for name, value in details.items())
                columns = f"{row['number']:>6}  {row['at']!s:.19}  {row['actor']!s:<32}  {row['action']!s:<22}"
                click.echo(f"{columns}  {row['target']}  {extra}".rstrip())


def _describe(problem: Problem) -> str:
    return _FAULTS[problem.fault].format(problem.number, problem.until)


def _read_details(text: str) -> dict[str, object]:
    """The details of a row; what somebody made of them is shown as it is, since `verify` names the row."""
    try:
        details = json.loads(text)
    except (ValueError, TypeError):
        details = None
    return details if isinstance(details, dict) else {"?": text}


@contextmanager
def _open() -> Iterator[tuple[Connection, Settings]]:
    settings = load_settings()
    try:
        engine = open_engine(settings.questionlog_url)
    except LogUnavailableError as error:
        raise click.ClickException(str(error)) from None
    try:
        with engine.execution_options(is_reading=True).begin() as connection:
            yield connection, settings
    finally:
        engine.dispose()

"""The one program, `thidua`: its commands import what they need only when they run, so that `ask` starts fast."""

from __future__ import annotations

import gc
import json
import os
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.errors import Problem

_GROUPS = {"audit": "bot.cli_audit", "knowledge": "bot.cli_knowledge", "questions": "bot.cli_questions"}


class LazyGroup(click.Group):
    """A group whose larger subgroups live in modules of their own and are imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, the lazy groups too."""
        return sorted({*super().list_commands(ctx), *_GROUPS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name in _GROUPS:
            command: click.Command = getattr(import_module(_GROUPS[cmd_name]), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


_knowledge_option = click.option(
    "--knowledge",
    "knowledge_dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Thư mục hồ sơ khác / another records folder (KNOWLEDGE_DIR).",
)


def knowledge_options(function: Any) -> Any:
    """The `--knowledge DIR` option that every command has."""
    return _knowledge_option(function)


@click.group(cls=LazyGroup, invoke_without_command=True)
@knowledge_options
@click.pass_context
def main(ctx: click.Context, knowledge_dir: Path | None) -> None:
    """Hỏi đáp về phong trào thi đua yêu nước của TP. Sóc Trăng.

    Không có lệnh con: chạy bot (có TELEGRAM_BOT_TOKEN thì trên Telegram, không thì trò chuyện ngay tại đây).
    Without a command: runs the bot, on Telegram or, without a token, as a chat in this terminal.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins reads every package's metadata
    ctx.obj = knowledge_dir
    if ctx.invoked_subcommand is None:
        from bot.cli_run import run_bot

        sys.exit(run_bot(knowledge_dir))


def _open(knowledge_dir: Path | None) -> Any:
    from bot.settings import load_settings
    from knowledge.base import open_base
    from knowledge.errors import InvalidRecordsError

    settings = load_settings(**({"knowledge_dir": knowledge_dir} if knowledge_dir else {}))
    try:
        base, problems = open_base(settings.knowledge_dir, settings.data_dir, is_trial=True)
    except InvalidRecordsError as error:  # and no earlier version to answer instead
        _print_problems(error.problems)
        raise SystemExit(1) from None
    _print_problems(problems)
    return base


def _print_problems(problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo(f"{len(problems)} lỗi / problems", err=True)


@main.command()
@click.argument("text", required=False)
@click.option("--batch", type=click.File("rb"), help="Tệp JSON lines, - là stdin / JSON lines file.")
@click.option("--json", "as_json", is_flag=True, help="Kết quả dạng JSON / the result as JSON.")
@click.option("--top", type=click.IntRange(1, 50), help="Kèm N trích dẫn gần nhất / add the N best citations.")
@click.option("--prev", multiple=True, help="Câu hỏi trước / an earlier question, oldest first.")
@knowledge_options
@click.pass_obj
def ask(  # noqa: PLR0913, PLR0917  one parameter for each option
    obj: Path | None,
    text: str | None,
    batch: Any,
    as_json: bool,  # noqa: FBT001
    top: int | None,
    prev: tuple[str, ...],
    knowledge_dir: Path | None,
) -> None:
    """Hỏi một câu, hoặc cả tệp câu hỏi / ask one question, or a file of them."""
    if (text is None) == (batch is None):
        raise click.UsageError("cần một câu hỏi hoặc --batch TỆP / give one question or --batch FILE")
    records = knowledge_dir or obj
    if batch is None:
        with _without_garbage_collection():
            _ask_one(records, {"id": "1", "q": text, "prev": list(prev)}, top, as_json=as_json)
    else:
        _ask_batch(records, batch, top)


def _ask_one(records: Path | None, row: dict[str, Any], top: int | None, *, as_json: bool) -> None:
    from knowledge.batch import answer_one, render_plain

    answer = answer_one(_open(records), row, top)
    click.echo(json.dumps(answer, ensure_ascii=False) if as_json else render_plain(answer))


def _ask_batch(records: Path | None, batch: Any, top: int | None) -> None:
    from knowledge.batch import answer_line

    base = _open(records)
    name = getattr(batch, "name", "<stdin>")
    is_whole = True
    for number, line in enumerate(batch, 1):
        if not line.strip():
            continue
        try:
            answered = answer_line(base, line, top)
        except ValueError as error:
            is_whole = False
            click.echo(f"{name}:{number}: {error}", err=True)
        else:
            click.echo(json.dumps(answered, ensure_ascii=False))
    if not is_whole:
        raise SystemExit(1)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """One answer is over before there is garbage worth looking for; looking takes a tenth of its time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor at the end of the program
        gc.enable()


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--fails", type=click.IntRange(min=0), default=0, help="In N câu chưa đúng mỗi bộ / print N failures a set."
)
@click.option("--json", "as_json", is_flag=True, help="Kết quả dạng JSON / the figures as JSON.")
@click.option(
    "--tune",
    is_flag=True,
    help="Đặt lại trọng số bằng các bộ này / set the weights by these sets (needs make test once).",
)
@knowledge_options
@click.pass_obj
def evaluate(  # noqa: PLR0913  one parameter for each option
    obj: Path | None, files: tuple[Path, ...], fails: int, knowledge_dir: Path | None, *, as_json: bool, tune: bool
) -> None:
    """Đo trên các bộ câu hỏi (JSON lines) / measure with question sets."""
    from dataclasses import asdict

    from knowledge.evaluating import count_marks, load_set, render_table
    from knowledge.evaluating import evaluate as ask_all

    try:
        sets = [load_set(path) for path in files]
    except (ValueError, OSError) as error:
        raise click.ClickException(str(error)) from None
    base = _open(knowledge_dir or obj)
    if tune:
        _tune(base, [row for questions in sets for row in questions.rows if questions.kind != "smalltalk"])
        base = _open(knowledge_dir or obj)
    figures = []
    for questions in sets:
        judged = list(ask_all(base, questions))
        figures += count_marks(questions, judged)
        for item in [item for item in judged if not item.is_right][:fails]:
            _print_failure(questions.name, item)
    click.echo(json.dumps(list(map(asdict, figures)), ensure_ascii=False) if as_json else render_table(figures))


def _tune(base: Any, rows: list[dict[str, Any]]) -> None:
    """Writes the weights of the decision anew; what cross-validation found goes to stderr."""
    try:
        from knowledge.tuning import tune
    except ImportError as error:
        message = f"cần {error.name}, có sau lần chạy make test / {error.name} is needed, which make test installs"
        raise click.ClickException(message) from None
    for name, value in tune(base, rows).items():
        click.echo(f"{name}: {value}", err=True)


def _print_failure(name: str, judged: Any) -> None:
    """One failure on stderr, so that the figures on stdout stay clean."""
    row, answer = judged.row, judged.answer
    wanted = " + ".join([*row.get("all_of", []), *([" | ".join(row["any_of"])] if row.get("any_of") else [])])
    click.echo(f"{name} {row.get('id', '')} [{row.get('style') or row.get('kind') or ''}] {row['q']}", err=True)
    if wanted:
        click.echo(f"    cần / wanted: {wanted}", err=True)
    click.echo(f"    {answer['status']} {answer['score']}: {answer['answer'] or ''} {answer['records']}", err=True)

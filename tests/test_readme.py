"""The README: what it shows is what the program does, and what it names is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.shipped_article import write_article

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
UNCOMPARED = "<!-- exit code only -->"
"""Stands before a block whose output changes from day to day."""
GROWING = "<!-- counts may grow -->"
"""Stands before a block whose numbers are the least there are: editors add articles and records."""

_BLOCK = re.compile(
    rf"(?:(?P<mark>{re.escape(UNCOMPARED)}|{re.escape(GROWING)})\n)?^```console\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    command: str
    output: str
    mark: str | None

    def is_shown_by(self, printed: str) -> bool:
        """Whether what the program printed is what the README shows."""
        if self.mark == UNCOMPARED:
            return True
        numbers = [[int(number) for number in re.findall(r"\d+", text)] for text in (self.output, printed)]
        if self.mark != GROWING or len(numbers[0]) != len(numbers[1]):
            return printed == self.output
        is_grown = all(least <= number for least, number in zip(*numbers, strict=True))
        return is_grown and re.sub(r"\d+", "0", printed) == re.sub(r"\d+", "0", self.output)


def read_examples(text: str) -> list[Example]:
    """Every `$ command` of the console blocks, with the lines below it as its output."""
    return [
        Example(command, output, block["mark"])
        for block in _BLOCK.finditer(text)
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block["body"], re.MULTILINE)
    ]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, shipped_data: Path) -> Path:
    """A folder with `thidua` on its path, the shipped article, and nothing of this installation's settings and data."""
    folder = tmp_path_factory.mktemp("readme")
    write_article(folder / "records")
    shutil.copytree(shipped_data / "knowledge" / "compiled", folder / "var" / "knowledge" / "compiled")
    program = folder / "bin" / "thidua"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m bot "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize("example", read_examples(README), ids=lambda example: example.command)
def test_example_run_as_written_gives_what_is_shown(example: Example, place: Path) -> None:
    environment = {
        "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(place),
        "PYTHONPATH": str(ROOT),
        "DATA_DIR": str(place / "var"),
        "KNOWLEDGE_DIR": str(place / "records"),
    }

    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", example.command],
        check=False,
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert example.is_shown_by(done.stdout), done.stdout


def test_counts_of_an_example_may_grow_and_nothing_else_may_change() -> None:
    shown = Example("thidua knowledge check", "1 nguồn, 121 bản ghi\n", GROWING)

    assert shown.is_shown_by("2 nguồn, 150 bản ghi\n")
    assert not shown.is_shown_by("1 nguồn, 120 bản ghi\n")
    assert not shown.is_shown_by("2 lỗi, 150 bản ghi\n")
    assert not Example("", shown.output, None).is_shown_by("2 nguồn, 150 bản ghi\n")


def test_examples_are_found_in_every_console_block() -> None:
    assert README.count("```console") == len(_BLOCK.findall(README))
    assert [example for example in read_examples(README) if example.mark == UNCOMPARED and example.output] == []
    assert {"ask", "knowledge", "questions"} <= {example.command.split()[1] for example in read_examples(README)}


def test_first_screen_shows_a_cited_answer_and_the_two_commands() -> None:
    first_screen = "\n".join(README.splitlines()[:32])
    assert "$ thidua ask" in first_screen
    assert "\n— " in first_screen
    assert "\nmake run " in first_screen
    assert "\nmake test " in first_screen


def test_targets_of_make_and_variables_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    variables = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= targets
    assert set(re.findall(r"`([A-Z]+_[A-Z_]+)[=`]", README)) <= variables


@pytest.mark.parametrize("text", [README, CHANGELOG], ids=["README", "CHANGELOG"])
def test_files_that_are_linked_or_named_exist(text: str) -> None:
    prose = _FENCED.sub("", text)
    linked = re.findall(r"\]\((?!https?://)([^)#]+)", prose)
    named = re.findall(r"`((?:bot|knowledge|tests)/[\w./]*)`", prose)
    assert [name for name in {*linked, *named} if not (ROOT / name).exists()] == []


def test_headings_that_are_linked_exist() -> None:
    for name, text in re.findall(r"\]\((CHANGELOG\.md)?#([^)]+)\)", README):
        headings = re.findall(r"^#+ (.+)$", CHANGELOG if name else README, re.MULTILINE)
        assert text in {heading.lower().replace(" ", "-") for heading in headings}


def test_layout_shows_folders_and_files_that_exist() -> None:
    lines = next(block for block in _FENCED.findall(README) if block.startswith("```\nknowledge/")).splitlines()[1:-1]
    top = ""
    for line in lines:
        name = line.split()[0]
        top = "" if not line.startswith(" ") else top
        assert (ROOT / top / name).exists(), line
        top = top or name


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    names = {re.split(r"[\[<>=]", requirement)[0] for group in groups for requirement in group}
    reasons = dict(re.findall(r"^\| ([a-z0-9-]+) \| (.+) \|$", README, re.MULTILINE))
    assert set(reasons) == names

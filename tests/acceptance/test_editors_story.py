"""The editors' README as a newcomer follows it: from an article's text to answered questions, step by step."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.loading import load_content, shipped_records

ROOT = Path(__file__).parents[2]
README = (shipped_records() / "README.md").read_text(encoding="utf-8")
STEP = re.compile(r"<!-- story(?:: (?P<how>[a-z ]+))? -->\n```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
NEXT = "@@@ next step"


@dataclass(frozen=True)
class Step:
    command: str
    output: str
    how: str | None


def read_steps() -> list[Step]:
    """Every command of the story, in order, with the lines below it as its output."""
    return [
        Step(command, output, block["how"])
        for block in STEP.finditer(README)
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block["body"], re.MULTILINE)
    ]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newcomer's home, with `thidua` as activating the environment would give it."""
    folder = tmp_path_factory.mktemp("newcomer")
    program = folder / "bin" / "thidua"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m bot "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def said(home: Path) -> list[str]:
    """What each step printed; one shell runs them all, as a newcomer's does, answering `c` to every draft but one."""
    steps = [step.command for step in read_steps() if "activate" not in step.command]
    script = f"\necho '{NEXT}'\n".join(steps)
    environment = {
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        input="c\n\nk\n" + "c\n" * 80,
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return ["", *done.stdout.split(f"{NEXT}\n")]


def test_each_step_prints_what_the_readme_shows(said: list[str]) -> None:
    steps = read_steps()

    assert len(said) == len(steps)
    assert {step.command.split()[2] for step in steps if step.command.startswith("thidua knowledge")} == {
        "ingest",
        "accept",
        "check",
        "publish",
    }
    for step, printed in zip(steps, said, strict=True):
        if step.how is None:
            assert printed.startswith(step.output), step.command
        elif step.how == "first line":
            path, arrow, result = printed.splitlines()[0].partition(" → ")  # the path is the reader's own
            assert path.startswith("✓ ")
            assert arrow + result == step.output.rstrip("\n")[step.output.index(arrow) :]


def test_story_leaves_accepted_records_and_touches_nothing_else(said: list[str], home: Path) -> None:
    content = load_content(home / "tap-bot" / "records")

    (topic,) = [topic for topic in content.topics if topic.topic == "bao-thu-nghiem-2024-09-26"]
    assert len(topic.records) == 45
    assert not any(record.draft for record in topic.records)
    assert not (shipped_records() / "sources" / "bao-thu-nghiem-2024-09-26.json").exists()


def test_snippet_for_vscode_is_what_the_project_ships() -> None:
    snippet = re.search(r"<!-- vscode -->\n```json\n(.*?)```", README, re.DOTALL)
    shipped = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))

    assert snippet
    assert json.loads(snippet[1])["json.schemas"] == shipped["json.schemas"]


def test_commands_that_the_guide_names_exist() -> None:
    from bot.cli_knowledge import knowledge

    named = set(re.findall(r"thidua knowledge ([a-z]+)", README))

    assert named <= set(knowledge.commands)

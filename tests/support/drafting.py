"""Measures draft records against what people say an article holds: how much is found, and how much of it is right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Score:
    """Wanted and found of one article; the rest is named, so that it can be looked at."""

    wanted: int = 0
    found: int = 0
    drafted: int = 0
    right: int = 0
    with_period: int = 0
    with_subject: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.wanted

    @property
    def precision(self) -> float:
        return self.right / self.drafted


def score_figures(drafts: list[dict[str, Any]], gold: list[dict[str, Any]]) -> Score:
    """A figure is found if a draft has its value and one of its units; each draft counts for one figure."""
    score = Score(wanted=sum(not wanted.get("optional") for wanted in gold))
    left = [draft for draft in drafts if "figure" in draft]
    score.drafted = len(left)
    for wanted in sorted(gold, key=lambda wanted: bool(wanted.get("optional"))):
        fitting = [draft for draft in left if _fits(draft, wanted)]
        fitting.sort(key=lambda draft: (not _is_about(draft, wanted), not _is_in_period(draft, wanted)))
        if not fitting:
            if not wanted.get("optional"):
                score.missed.append(f"{wanted['value']} {wanted['unit'][0]}")
            continue
        draft = fitting[0]
        left.remove(draft)
        score.right += 1
        if not wanted.get("optional"):
            score.found += 1
            score.with_period += _is_in_period(draft, wanted)
            score.with_subject += _is_about(draft, wanted)
    score.wrong = [f"{draft['figure']['value']} {draft['figure']['unit']}: {draft['subject']}" for draft in left]
    return score


def score_texts(drafts: list[str], gold: list[str]) -> Score:
    """Names or document numbers: found if a draft's subject holds it."""
    found = [wanted for wanted in gold if any(wanted in draft for draft in drafts)]
    wrong = [draft for draft in drafts if not any(wanted in draft for wanted in gold)]
    missed = [wanted for wanted in gold if wanted not in found]
    return Score(len(gold), len(found), len(drafts), len(drafts) - len(wrong), missed=missed, wrong=wrong)


def _fits(draft: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return draft["figure"]["value"] == wanted["value"] and draft["figure"]["unit"] in wanted["unit"]


def _is_about(draft: dict[str, Any], wanted: dict[str, Any]) -> bool:
    text = f"{draft['subject']} {draft['answer']}".casefold()
    return all(word.casefold() in text for word in wanted["about"])


def _is_in_period(draft: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return "period" not in wanted or draft.get("period") in wanted["period"]

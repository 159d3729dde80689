"""Takes what names somebody out of a text, before it is kept anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.questionlog.redaction_rules import RULES
from bot.questionlog.unmasking import unmask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.questionlog.redaction_rules import Rule

Span = tuple[int, int]


def redact(text: str) -> str:
    """Replace numbers and addresses that name somebody by what they were, as in ``[số điện thoại]``.

    Taken out are phone, identity-card, health-insurance and passport numbers, number plates, bank accounts and email
    addresses, in whatever digits and with whatever is put between them. Money, counts, dates, periods, document numbers
    and hotlines stay. Redacting twice is redacting once.
    """
    redacted = _redact_once(text)
    while redacted != text:  # each round leaves fewer digits and "@", so this ends
        text, redacted = redacted, _redact_once(redacted)
    return redacted


def _redact_once(text: str) -> str:
    plain = unmask(text)
    taken: list[tuple[Span, str]] = []
    decided: list[Span] = []
    for rule in RULES:
        for span in _matches(rule, plain.text):
            if any(start < span[1] and span[0] < end for start, end in decided):
                continue
            decided.append(span)
            if rule.label is not None:
                taken.append((plain.place(*span), rule.label))
    for (start, end), label in sorted(taken, reverse=True):
        text = f"{text[:start]}[{label}]{text[end:]}"
    return text


def _matches(rule: Rule, text: str) -> Iterator[Span]:
    place = 0
    while (match := rule.pattern.search(text, place)) is not None:
        span = match.span("number")
        if rule.fits(text, *span):
            yield span
            place = match.end()
        else:
            place = match.start() + 1

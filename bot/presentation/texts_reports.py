"""The sentences of figures, exports and the weekly digest, as one typed set for each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportTexts:
    """The sentences of one language; ``{…}`` are filled in."""

    # Figures
    this_week: str
    last_week: str
    day: str
    rows: dict[str, str]
    """What is counted, by name; in the chart too, so without pictures."""
    row: str
    same: str
    slowest: str
    top_records: str
    top_gaps: str
    gap: str
    nothing: str
    unknown_record: str

    # The chart
    chart_title: str
    legend_week: str
    legend_before: str

    # The digest
    want: str
    want_not: str
    wanted: str
    unwanted: str

    # Export
    export_caption: str
    export_usage: str
    too_large: str


def report_texts(language: str) -> ReportTexts:
    """The sentences of a language; Vietnamese for any other than English."""
    from bot.presentation.texts_reports_en import EN
    from bot.presentation.texts_reports_vi import VI

    return EN if language == "en" else VI

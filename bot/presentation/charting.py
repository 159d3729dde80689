"""Draws two weeks side by side as one picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.presentation.reports import Bars

FONT = "DejaVu Sans"
"""Comes with matplotlib and has every letter of Vietnamese."""
_INK, _PALE, _STRONG = "#222222", "#b9c2cc", "#c8102e"
_HEIGHT = 0.38


def draw_bars(bars: Bars) -> bytes:
    """Draw the chart as PNG: a pair of bars for each figure, the number at its end."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context({"font.family": FONT, "font.size": 12, "text.color": _INK, "ytick.color": _INK}):
        figure = Figure(figsize=(9, 6), dpi=120, facecolor="white")
        figure.set_layout_engine("constrained", w_pad=0.15, h_pad=0.15)
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        places = range(len(bars.rows))
        names, now, then = zip(*bars.rows, strict=True)
        for offset, values, color, label in (
            (-_HEIGHT / 2, now, _STRONG, bars.week),
            (_HEIGHT / 2, then, _PALE, bars.before),
        ):
            drawn = axes.barh([place + offset for place in places], values, _HEIGHT * 0.95, color=color, label=label)
            axes.bar_label(drawn, padding=4)
        axes.set_yticks(list(places), names)
        axes.invert_yaxis()
        axes.set_xlim(0, max(1, *now, *then) * 1.12)
        axes.xaxis.set_visible(False)  # each bar says its number
        axes.tick_params(length=0)
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        axes.spines["left"].set_color(_PALE)
        figure.suptitle(bars.title, fontsize=15, fontweight="bold", x=0.02, ha="left")
        axes.legend(loc="lower right", frameon=False)
        picture = io.BytesIO()
        figure.savefig(picture, format="png")
    return picture.getvalue()

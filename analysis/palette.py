"""The colours: a colour means an outcome and nothing else, the green accent means that something can be pressed.

One set of marks serves light and dark: each keeps 3:1 on all four grounds, so no chart asks which theme is on. The theme
itself is `.streamlit/config.toml`; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass

SECOND = "#4479BC"
OFFER = "#A8841A"
REJECTED = "#A3575F"
NEUTRAL = "#808786"

EMPTY = "rgba(128,135,134,0.24)"  # a cell in which nothing was heard
LINE = "rgba(128,135,134,0.45)"
CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True, kw_only=True)
class Tone:
    """An outcome's colour as text and as the tint behind it."""

    text: str
    tint: str


@dataclass(frozen=True, kw_only=True)
class Theme:
    """The grounds, inks and tones of one mode; `accent` is a ground for `on_accent`, `link` the accent as text."""

    page: str
    panel: str
    line: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    link: str
    second: Tone
    offer: Tone
    rejected: Tone
    neutral: Tone
    accented: Tone


LIGHT = Theme(
    page="#FBFAF7",
    panel="#F3F1EB",
    line="#DCD8CD",
    ink="#22302F",
    muted="#586462",
    accent="#1C6457",
    on_accent="#FFFFFF",
    link="#1C6457",
    second=Tone(text="#2A5893", tint="#E3EBF5"),
    offer=Tone(text="#755800", tint="#F4EBCF"),
    rejected=Tone(text="#8C2F3B", tint="#F5E3E3"),
    neutral=Tone(text="#4F5B59", tint="#E8EAE7"),
    accented=Tone(text="#1C6457", tint="#E2EDE8"),
)
DARK = Theme(
    page="#14191A",
    panel="#1D2425",
    line="#364041",
    ink="#ECE9E2",
    muted="#A7B0AD",
    accent="#2E7D6B",
    on_accent="#FFFFFF",
    link="#7CC7B4",
    second=Tone(text="#98C2F2", tint="#1C2F48"),
    offer=Tone(text="#E5C261", tint="#372D10"),
    rejected=Tone(text="#EFA1A8", tint="#43222A"),
    neutral=Tone(text="#B5C1BD", tint="#2A3332"),
    accented=Tone(text="#7CC7B4", tint="#17332D"),
)


def faded(colour: str, opacity: float) -> str:
    """Give a "#RRGGBB" colour as rgba() with an opacity of 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"

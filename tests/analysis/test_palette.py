"""The colours can be seen: contrast (WCAG 2.2), colour-blind distance (Machado 2009, CIEDE2000), and one theme in two files."""

import itertools
import math
import tomllib
from pathlib import Path

import pytest

from analysis.palette import DARK, LIGHT, NEUTRAL, OFFER, REJECTED, SECOND, Theme, faded

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
MARKS = {"second place": SECOND, "offer": OFFER, "rejected": REJECTED, "no decision": NEUTRAL}
MACHADO = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}  # fmt: skip


def linear(colour: str) -> list[float]:
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]


def contrast(one: str, other: str) -> float:
    dark, light = sorted(
        sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    r, g, b = (
        min(1.0, max(0.0, sum(w * c for w, c in zip(row, linear(colour), strict=True))))
        for row in MACHADO[sight]
    )
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    rotation = (
        -math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))
        * 2
        * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    )
    dl = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / math.sqrt(20 + (lightness - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    return math.sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh)


@pytest.mark.parametrize("ground", [LIGHT.page, LIGHT.panel, DARK.page, DARK.panel])
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_stands_out_on_every_ground(mark, ground):
    """3:1, what WCAG asks of graphics."""
    assert contrast(MARKS[mark], ground) >= 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_both_grounds_and_on_its_tint(theme: Theme):
    """4.5:1, what WCAG asks of text; quiet chart text is the ink at 78 %."""
    tones = [theme.second, theme.offer, theme.rejected, theme.neutral, theme.accented]
    inks = [theme.ink, theme.muted, theme.link, *(tone.text for tone in tones)]
    pairs = [*itertools.product(inks, [theme.page, theme.panel]), *((tone.text, tone.tint) for tone in tones)]
    pairs += [(theme.on_accent, theme.accent), *((theme.ink, tone.tint) for tone in tones)]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@pytest.mark.parametrize("sight", MACHADO)
def test_outcomes_can_be_told_apart_whatever_the_eyes(sight):
    """At least 12 apart in CIEDE2000, where 5 is seen at a glance; and shape says it again."""
    labs = [lab(colour, sight) for colour in (SECOND, OFFER, REJECTED, NEUTRAL)]
    nearest = min(distance(one, other) for one, other in itertools.combinations(labs, 2))
    assert nearest >= 12


def test_ciede2000_gives_the_published_values():
    """Four pairs of the data that Sharma, Wu and Dalal published for testing an implementation."""
    published = [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ]
    assert [round(distance(one, other), 4) for one, other, _ in published] == [
        value for *_, value in published
    ]


@pytest.mark.parametrize(("mode", "theme"), [("light", LIGHT), ("dark", DARK)])
def test_the_theme_of_the_pages_is_this_palette(mode, theme: Theme):
    """Colour by colour as .streamlit/config.toml has it."""
    written = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][mode]
    tones = {
        "blue": (SECOND, theme.second),
        "yellow": (OFFER, theme.offer),
        "red": (REJECTED, theme.rejected),
        "gray": (NEUTRAL, theme.neutral),
        "green": (theme.accented.text, theme.accented),
    }
    ours = {
        "backgroundColor": theme.page,
        "secondaryBackgroundColor": theme.panel,
        "borderColor": theme.line,
        "textColor": theme.ink,
        "dataframeHeaderTextColor": theme.muted,
        "primaryColor": theme.accent,
        "linkColor": theme.link,
        "chartCategoricalColors": [SECOND, OFFER, REJECTED, NEUTRAL],
        **{f"{name}Color": mark for name, (mark, _) in tones.items()},
        **{f"{name}TextColor": tone.text for name, (_, tone) in tones.items()},
        **{f"{name}BackgroundColor": tone.tint for name, (_, tone) in tones.items()},
    }
    assert {name: written[name] for name in ours} == ours
    assert written["sidebar"]["backgroundColor"] == theme.panel


def test_a_faded_colour_keeps_its_hue():
    """The soft bar of an interval."""
    assert faded("#4479BC", 0.36) == "rgba(68,121,188,0.36)"

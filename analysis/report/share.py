"""What goes with a report: an e-mail to a mentor, not yet sent, and one slide of the headline."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape

import typst

from analysis import certainty, charts, charts_svg, mail, palette
from analysis.plain_text import plain
from analysis.report.outline import SAMPLE, Factor, Items, Outline, outline_of
from analysis.report.pdf import fonts_for
from analysis.report.redaction import redacted_study
from analysis.study import Study
from analysis.whose_words import YOU

_HERE = Path(__file__).parent
ON_SLIDE = 5


@dataclass(frozen=True)
class Draft:
    """An e-mail not yet sent: what it is about, and its words."""

    subject: str
    body: str


def draft_of(outline: Outline, *, who: str) -> Draft:
    """Give an e-mail to a mentor about a report: counts and themes, nobody's words, and a question they can answer.

    `who` is whose interviews these are, as `wording.who_came` gives it: whoever writes of others names no interview as theirs.
    """
    factors = [
        block for section in outline.sections for block in section.blocks if isinstance(block, Factor)
    ][:3]
    own = who == YOU
    what = (
        "my interviews, to see what I can do better"
        if own
        else "these interviews, to see what can be done better"
    )
    lines = ["Hello,", "", f"I went through what was said after {what}."]
    if factors:
        lines += ["", f"What recurs where {'I came second' if own else 'it was second place'}:"]
        lines += [f"- {told.label}: {told.second} second places{_beside(told)}" for told in factors]
    praised = [
        row.name
        for section in outline.sections
        if section.name == "strengths"
        for block in section.blocks
        if isinstance(block, Items)
        for row in block.items[:3]
    ]
    if praised:
        lines += ["", f"What was praised: {'; '.join(praised)}."]
    lines += [
        "",
        "The page with the counts is attached. Two things I would like to ask you:",
        "1. Which of these would you work on first?",
        f"2. Would you go through one of {'my' if own else 'the'} answers with me, for half an hour?",
        "",
        "Thank you,",
    ]
    if outline.sample:
        lines = [SAMPLE, "", *lines]
    heard = "I heard after my interviews" if own else "was heard after these interviews"
    return Draft(f"What {heard}, and a question", "\n".join(lines).replace("\u00a0", " ") + "\n")


def to_mail(draft: Draft, attached: bytes, *, file_name: str) -> bytes:
    """Give the e-mail as a file that a mail program opens as a draft, the report attached."""
    return mail.unsent(
        draft.subject,
        draft.body,
        to=None,
        sender=None,
        attached=mail.Attached(file_name, "application/pdf", attached),
    )


def to_slide(study: Study, *, letters: bool, form: Literal["png", "svg"]) -> bytes:
    """Give the headline and its chart as one slide of 16 to 9: a PNG 1920 px wide, or an SVG that needs no font."""
    study = redacted_study(study, letters=letters)
    told = outline_of(study, quotes=False, chosen_quotes={}, letters=letters, length="summary")
    overview, rows = study.overview(), study.gaps_beside("offer").head(ON_SLIDE)
    chart = alt = ""
    compared = False
    ink = palette.LIGHT.ink
    if overview.diagnostic and certainty.rung(overview.diagnostic) in ("bars", "segments") and len(rows):
        chart = charts_svg.contrast(rows, beside="offer", axis=True, font="Second Place Sans", ink=ink)
        alt = charts.contrast_alt(rows, beside="offer")
        compared = overview.offers_diagnostic > 0
    elif overview.second_places:
        source = study.chosen.source
        chart = charts_svg.meter(overview, source=source, who=study.who(), font="Second Place Sans", ink=ink)
        alt = charts.meter_alt(overview, source=source, who=study.who())
    slide = json.dumps(
        {
            "title": told.title,
            "lead": told.lead,
            "about": told.about,
            "sample": SAMPLE if told.sample else "",
            "chart": chart,
            "alt": plain(alt),
            "compared": compared,
            "colours": {
                "page": palette.LIGHT.page,
                "ink": ink,
                "muted": palette.LIGHT.muted,
                "second": palette.SECOND,
                "offer": palette.OFFER,
            },
        },
        ensure_ascii=False,
    )
    made = typst.compile(
        _HERE / "slide.typ",
        format=form,
        ppi=144,
        font_paths=fonts_for(slide),
        sys_inputs={"slide": slide},
        timestamp=0,
    )
    content = made if isinstance(made, bytes) else made[0]
    if form == "svg":
        # The letters are drawn, so that every program shows them alike; the words are said in the title.
        begin = content.index(b">", content.index(b"<svg")) + 1
        words = escape(plain(f"{told.title} {told.lead} {alt}")).encode()
        content = content[:begin] + b"<title>" + words + b"</title>" + content[begin:]
    return content


def _beside(told: Factor) -> str:
    return f", {told.offers} offers" if told.offers else ""

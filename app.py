"""Names the pages, in their order, and runs the one asked for."""

from pathlib import Path

import streamlit as st

from data.collecting import standing
from data.problems import WorkspaceError
from pages.parts import not_opened, session

LOOK = Path(__file__).parent / "pages" / "parts" / "look"
SEEKER = Path(__file__).parent / "pages" / "seeker"
# One flat list: section headings would break it for a screen reader.
PAGES = [
    ("start", "Start", "home"),
    ("debrief", "How they ended", "rule"),
    ("interviews", "Interviews", "event_note"),
    ("second_place", "Second place", "social_leaderboard"),
    ("factors", "Factors", "stacked_bar_chart"),
    ("stops", "Where it stops", "filter_alt"),
    ("feedback", "Feedback", "format_quote"),
    ("codebook", "What it listens for", "menu_book"),
    ("plan", "Plan", "edit_calendar"),
    ("follow_up", "Ask and stay in touch", "forum"),
    ("report", "Report", "description"),
    ("trust", "How far to trust this", "balance"),
    ("my_data", "My data", "lock"),
]

standing.spare()
st.set_page_config(
    page_title="Second Place",
    # A picture of ours: a Material icon here would make the browser ask a font host.
    page_icon=str(LOOK / "mark.png"),
    layout="wide",
    initial_sidebar_state=264,
)
st.logo(str(LOOK / "logo.svg"), size="large", icon_image=str(LOOK / "mark.svg"))
pages = {
    name: st.Page(
        SEEKER / f"{name}.py",
        title=title,
        url_path=name,
        icon=f":material/{icon}:",
        default=name == "start",
    )
    for name, title, icon in PAGES
}
page = st.navigation(list(pages.values()), expanded=True)  # none is folded away above the filters
wanted = st.session_state.pop("_go", None)
if wanted in pages:
    st.switch_page(pages[wanted])
if copied := session.copy_shown():
    not_opened.copy_note(copied, leave=session.leave_copy)
damage = session.damage_met()
try:
    if damage:
        session.show_refused(damage)
    else:
        session.at_top(page.url_path)
        page.run()
except WorkspaceError as problem:
    # Whatever the page was about to keep: the sentence says whether it was.
    session.show_refused(problem)

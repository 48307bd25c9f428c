"""A coach's workspace: every page, of all and of one, says "you" to nobody who was not in the interview."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import only_read, plain

Visit = Callable[[str], AppTest]
THREE = b"""record_id,candidate,company,role,interview_date,stage_reached,outcome,feedback,feedback_source
1,Anna Weber,Wren,Clerk,2026-10-20,final_round,second_place,You gave no concrete examples.,interviewer
2,Anna Weber,Rook,Clerk,2026-10-19,final_round,second_place,Your answers lacked examples.,hr_manager
3,Ben Okoro,Lark,Porter,2026-09-01,final_round,second_place,You gave no concrete examples of your work.,interviewer
4,Ben Okoro,Teal,Porter,2026-08-01,final_round,second_place,We missed concrete examples.,self
5,Chloe Martin,Swift,Cook,2026-07-01,final_round,second_place,You gave no concrete examples at all.,interviewer
6,Chloe Martin,Finch,Cook,2026-06-01,final_round,second_place,There were no concrete examples.,interviewer
7,Chloe Martin,Crane,Cook,2026-05-01,offer,offer_accepted,Your examples were concrete and clear.,interviewer
8,Ben Okoro,Heron,Porter,2026-04-01,final_round,second_place,,
9,Anna Weber,Robin,Clerk,2026-03-01,first_interview,rejected,We had stronger people.,letter
"""
# Said to the candidate as if the reader had been it. Advice, and what is said to whoever reads, is none of these.
AS_IF_YOU = re.compile(
    r"\byou (came|won|went|stop|can act|began|practise|thought|noted|named|withdrew)|\byours to|\byour (own imp|finals|offers|plan)|\bremember you",
    re.IGNORECASE,
)


def said(app: AppTest) -> str:
    """Give all that our sentences say on a page, the words of others aside."""
    elements = (*app.title, *app.header, *app.subheader, *app.markdown, *app.text, *app.button)
    words = [plain(getattr(one, "value", None) or getattr(one, "label", "") or "") for one in elements]
    return "\n".join(word for word in words if "\u2060" not in word).replace("\u00a0", " ")


def of(visit: Visit, page: str, person: str | None) -> AppTest:
    app = visit(page)
    if person:
        app.sidebar.selectbox(key="candidate").set_value(person).run()
        assert not app.exception, app.exception
    return app


@pytest.fixture(scope="module")
def three_to_read(
    imported: Callable[[bytes], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Give one workspace of three people to all tests that only read."""
    folder = tmp_path_factory.mktemp("three") / "read"
    with only_read(Path(shutil.copytree(imported(THREE), folder)) / "workspace.duckdb") as path:
        yield path


@pytest.fixture
def on_three(reading: Callable[[Path], None], three_to_read: Path) -> None:
    """Let the app open the interviews of three people, to read only."""
    reading(three_to_read)


@pytest.mark.parametrize("page", ["start", "second_place", "stops", "plan", "follow_up", "report", "debrief"])
def test_no_page_speaks_to_a_coach_as_to_the_candidate(visit: Visit, on_three: None, page: str) -> None:
    words = said(of(visit, page, None)) + said(of(visit, page, "Anna Weber"))
    assert AS_IF_YOU.findall(words) == []


def test_the_second_places_are_the_chosen_persons_or_everybodys(visit: Visit, on_three: None) -> None:
    app = of(visit, "second_place", None)
    assert "3 people came second 7 times." in said(app)
    assert "What they said, not the candidate's own impressions." in said(app)
    assert "Ben Okoro \u00b7 Has not said anything yet." in said(app)
    app.sidebar.selectbox(key="candidate").set_value("Anna Weber").run()
    assert "Anna Weber came second twice. Here is what they said." in said(app)


def test_the_debrief_ends_with_whose_second_places_they_are(
    visit: Visit, with_csv: Callable[[bytes], Path]
) -> None:
    with_csv(THREE)
    app = of(visit, "debrief", None)
    while skip := [button for button in app.button if str(button.key).startswith("skip-")]:
        skip[0].click().run()
    assert "3 people came second 7 times. 5 of 7 have a reason" in said(app)
    assert "Why it was second place" in said(app)
    app.sidebar.selectbox(key="candidate").set_value("Ben Okoro").run()
    assert "Ben Okoro came second 3 times. 1 of 3 has a reason" in said(app)


def test_one_persons_search_is_told_to_them(visit: Visit, with_csv: Callable[[bytes], Path]) -> None:
    with_csv(re.sub(rb"Ben Okoro|Chloe Martin", b"Anna Weber", THREE))
    words = said(visit("second_place"))
    assert "You came second 7 times." in words
    assert "What they said, not your own impressions." in words

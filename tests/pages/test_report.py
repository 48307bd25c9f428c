"""The report page: what it offers depends on what was asked and read, and it never offers words nobody has looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

Visit = Callable[[str], AppTest]


def downloads(app: AppTest) -> list[str]:
    return [button.proto.label for button in app.get("download_button")]


REPORT = [
    "PDF, to print or send",
    "Web page, in one file",
    "Word file, to write into",
    "Markdown, for your notes",
]
TABLES = ["Workbook of the tables", "Tables as CSV and Parquet"]
SHARED = ["E-mail draft, one page attached", "Slide of the headline, PNG", "Slide of the headline, SVG"]


def test_quotes_are_off_and_everything_is_offered(on_sample: Path, visit: Visit) -> None:
    app = visit("report")
    assert app.toggle(key="report_quotes").value is False
    assert downloads(app) == [*REPORT, *TABLES, *SHARED]
    assert app.checkbox.values == []


def test_with_quotes_the_report_waits_until_the_words_were_read(on_sample: Path, visit: Visit) -> None:
    app = visit("report")
    app.toggle(key="report_quotes").set_value(True).run()
    assert downloads(app) == [*TABLES, *SHARED]
    shown = [text.value for text in app.text]
    assert any("specific example" in text for text in shown)
    app.checkbox[0].check().run()
    assert downloads(app) == [*REPORT, *TABLES, *SHARED]


def test_without_any_quote_chosen_there_is_nothing_to_confirm(on_sample: Path, visit: Visit) -> None:
    app = visit("report")
    app.toggle(key="report_quotes").set_value(True).run()
    for key in [str(box.key) for box in app.selectbox if str(box.key).startswith("words-of-")]:
        app.selectbox(key=key).set_value("").run()
    assert downloads(app) == [*REPORT, *TABLES, *SHARED]


def test_the_texts_of_the_tables_are_read_apart_from_those_of_the_report(
    on_sample: Path, visit: Visit
) -> None:
    app = visit("report")
    app.toggle(key="report_quotes").set_value(True).run()
    app.checkbox[0].check().run()
    app.toggle(key="report_texts").set_value(True).run()
    assert downloads(app) == [*REPORT, *SHARED]
    app.checkbox[1].check().run()
    assert downloads(app) == [*REPORT, *TABLES, *SHARED]

"""What could not be read in a file: mended in place, and as a list to take along."""

from __future__ import annotations

import dataclasses

import pandas as pd
import streamlit as st

from analysis import mapping_words, wording
from data.reading import Reading
from pages.parts import brought
from pages.parts.evidence import quiet
from pages.parts.text import steady, steady_table

ROWS = 200
LONGEST = 1_000
_LISTED = 1_000


def mend(reading: Reading) -> None:
    """Show the rows with a cell that could not be read, to be mended, and every problem as a table to download."""
    mended = brought.choices().cells
    if not reading.problems and not mended:
        return
    with st.container(gap="small"):
        st.header(
            wording.plural(len(reading.problems), "thing", "things") + " could not be read"
            if reading.problems
            else "Everything can be read now",
            anchor=False,
        )
        if any(problem.row for problem in reading.problems):
            st.markdown("The rest of each of these rows was read.")
        if reading.cells:
            _cells(reading)
        _listed(reading)


def _cells(reading: Reading) -> None:
    """Show the cells as the file has them, or as they were mended; one that is changed is read again."""
    rows = sorted({row for row, _ in reading.cells})
    shown = rows[:ROWS]
    headers = [header for header in reading.headers if (shown[0], header) in reading.cells]
    st.markdown(
        "**Correct a cell here and it is read again.** Your file itself is not changed. What you correct is remembered for the "
        "next time it comes, as long as the same words stand in the same place."
    )
    key, base = _begun(shown, headers)
    table = _table(reading, shown, headers, base)
    edited = st.data_editor(
        table,
        key=key,
        hide_index=True,
        num_rows="fixed",
        height=min(38 + 35 * len(shown), 400),
        column_config={
            "row": st.column_config.NumberColumn("Row", width=60, disabled=True),
            **{
                f"c{n}": st.column_config.TextColumn(steady(header) or "(no name)", max_chars=LONGEST)
                for n, header in enumerate(headers)
            },
            "what": st.column_config.TextColumn("To look at", width="large", disabled=True),
            "interview": st.column_config.TextColumn("Interview", width="medium", disabled=True),
        },
        alt="Rows with a cell that could not be read; its cells can be changed",
    )
    if len(rows) > ROWS:
        quiet(f"The first {ROWS} of {len(rows)} rows.", key="mend-more")
    places = [(row, header) for row in shown for header in headers]
    texts = [edited[f"c{n}"].iloc[at] for at in range(len(shown)) for n in range(len(headers))]
    _keep(reading, dict(zip(places, texts, strict=True)), base)
    if mended := brought.choices().cells:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            quiet(f"{wording.plural(len(mended), 'cell', 'cells')} corrected.", key="mended")
            st.button(
                "Take back what you corrected",
                key="mend_back",
                type="tertiary",
                icon=":material/undo:",
                on_click=_take_back,
            )


def _begun(rows: list[int], headers: list[str]) -> tuple[str, dict[tuple[int, str], str]]:
    """Give the editor's key and what was mended when it was begun.

    The editor holds its own changes, so it is another one where it shows other cells, or where something else than itself
    changed what is mended.
    """
    kept = st.session_state.get("mend")
    begun = (tuple(rows), tuple(headers)), brought.choices().cells
    if kept is None or kept[0] != begun or kept[1] not in st.session_state:
        # Also where another page was shown meanwhile: the editor then holds none of its changes any more.
        turn = st.session_state["mend_turn"] = st.session_state.get("mend_turn", 0) + 1
        kept = st.session_state["mend"] = begun, f"mend-{turn}", dict(brought.choices().cells)
    return kept[1], kept[2]


def _table(
    reading: Reading, rows: list[int], headers: list[str], base: dict[tuple[int, str], str]
) -> pd.DataFrame:
    said = mapping_words.to_look_at(reading)
    if len(headers) == 1:  # its name stands above the column
        said = {row: words.removeprefix(f"{headers[0]}: ") for row, words in said.items()}
    mended = {row for row, _ in brought.choices().cells}
    named = dict(
        zip(
            reading.rows.column("row"),
            map(wording.named, reading.rows.column("company"), reading.rows.column("role")),
            strict=True,
        )
    )
    table: dict[str, list] = {"row": rows}
    for n, header in enumerate(headers):
        table[f"c{n}"] = [_shown(reading, (row, header), base) for row in rows]
    table["what"] = [steady(said.get(row) or ("Corrected" if row in mended else "")) for row in rows]
    table["interview"] = [steady(named.get(row, "")) for row in rows]
    return pd.DataFrame(table)


def _shown(reading: Reading, place: tuple[int, str], base: dict[tuple[int, str], str]) -> str:
    return steady(base.get(place, reading.cells.get(place, "")))[:LONGEST]


def _keep(reading: Reading, edited: dict[tuple[int, str], object], base: dict[tuple[int, str], str]) -> None:
    """Read the cells that were changed in the editor as they stand there now."""
    cells = {place: text for place, text in brought.choices().cells.items() if place not in edited}
    for place, value in edited.items():
        text = value if isinstance(value, str) else ""
        if text == reading.cells.get(place, ""):
            continue
        if text != _shown(reading, place, base):
            cells[place] = text
        elif place in base:
            cells[place] = base[place]
    if cells != brought.choices().cells:
        (shown, _), key, _ = st.session_state["mend"]
        st.session_state["mend"] = (shown, cells), key, base
        brought.choose(dataclasses.replace(brought.choices(), cells=cells))
        st.rerun()


def _take_back() -> None:
    brought.choose(dataclasses.replace(brought.choices(), cells={}))


def _listed(reading: Reading) -> None:
    if not reading.problems:
        return
    with st.expander("All of it as a list", expanded=not reading.cells):
        st.dataframe(
            steady_table(
                pd.DataFrame(
                    [
                        {"Row": str(p.row or ""), "Column": p.column or "", "What": p.message}
                        for p in reading.problems[:_LISTED]
                    ]
                )
            ),
            hide_index=True,
            column_config={"What": st.column_config.TextColumn(width="large")},
            alt="What could not be read, with row and column",
        )
        st.download_button(
            "Download this list",
            data=mapping_words.problems_csv(reading),
            file_name="could-not-be-read.csv",
            mime="text/csv",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
            key="download_problems",
        )

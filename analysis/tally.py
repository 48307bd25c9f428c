"""What the report's appendix counts: every factor heard anywhere, and every second place with how much was said about it."""

from __future__ import annotations

import pandas as pd

from analysis import certainty
from analysis.study import Study
from analysis.tables import each

MOST_LISTED = 60  # second places named one by one; the tables of the report hold them all


def every_factor(study: Study) -> pd.DataFrame:
    """Give the rows of `recurring_factors` heard at all, with p (Fisher's exact test of second places beside offers) and q
    (p for having looked at so many factors at once, Benjamini and Hochberg); both are missing where there is no offer.
    """
    rows = study.recurring_factors()
    rows = rows[(rows.heard_in > 0) | (rows.offers_heard_in > 0) | (rows.rejected_heard_in > 0)]
    if not study.overview().offers_diagnostic:
        return rows.assign(p=float("nan"), q=float("nan"))
    tests = [
        certainty.fisher_exact(row.heard_in, row.out_of, row.offers_heard_in, row.offers_out_of)
        for row in each(rows)
    ]
    return rows.assign(p=tests, q=certainty.benjamini_hochberg(tests))


def second_places(study: Study) -> pd.DataFrame:
    """Give the second places, the latest first, each with how much was said about it: texts, counted, to_confirm."""
    rows = study.interviews()
    rows = rows[rows.outcome == "second_place"]
    said = study.feedback().groupby("interview_id")[["counted", "to_confirm"]].sum()
    said = said.reindex(rows.interview_id, fill_value=0).reset_index(drop=True).astype(int)
    return pd.concat(
        [rows.rename(columns={"feedback": "texts"}).reset_index(drop=True), said], axis="columns"
    )

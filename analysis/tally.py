"""What the report's appendix counts: every factor heard anywhere, with the tests that are there for the record."""

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

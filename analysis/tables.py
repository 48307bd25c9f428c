"""One row of a table after another, its columns as attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def each(table: pd.DataFrame) -> Iterator[Any]:
    """Give the rows in order; typed as Any, since no checker can know the columns of a table."""
    return iter(table.itertuples())

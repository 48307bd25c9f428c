"""One row of a table after another, its columns as attributes."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pandas as pd


def found(rows: pd.DataFrame) -> int:
    """Give of how many rows these are the first, as the question that was asked for a few of them says."""
    return int(rows.found.iloc[0]) if len(rows) else 0


def each(table: pd.DataFrame) -> Iterator[Any]:
    """Give the rows in order; typed as Any, since no checker can know the columns of a table.

    As `itertuples` does, which makes a class anew at every call: on a page of small tables that is most of their cost.
    A column is turned into a list at once: text would be looked up value by value.
    """
    columns = [column.tolist() for _, column in table.items()]
    return map(_row(tuple(map(str, table.columns)))._make, zip(table.index, *columns, strict=True))


@lru_cache(maxsize=256)
def _row(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", ("Index", *columns), rename=True)

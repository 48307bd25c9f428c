"""The ids of what comes from files: the same words have the same one in every workspace."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

pc: Any = pyarrow.compute  # its functions come to be when it is imported
_BETWEEN = "\x1f"
_BYTES = 8
_DIGITS = np.frombuffer(b"0123456789abcdef", np.uint8)
_TOGETHER = 16_384  # texts that are objects at one time


def id_of(*parts: str) -> str:
    """Give the id of something that is known by these texts."""
    told = _BETWEEN.join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=_BYTES).hexdigest()


def ids_of(*parts: pa.Array | str) -> pa.StringArray:
    """Give the id of each row, known by its cells in these columns and by the texts that all have."""
    hashed, size, found = hashlib.blake2b, _BYTES, []
    for some in pa.table(_rows_of(parts)).to_batches(max_chunksize=_TOGETHER):
        told = pc.binary_join_element_wise(*some.columns, _BETWEEN).cast(pa.binary())
        found.append(b"".join([hashed(text, digest_size=size).digest() for text in told.to_numpy(False)]))
    digests = np.frombuffer(b"".join(found), np.uint8)
    digits = np.empty(2 * len(digests), np.uint8)
    digits[0::2], digits[1::2] = _DIGITS[digests >> 4], _DIGITS[digests & 15]
    ends = np.arange(0, len(digits) + 1, 2 * _BYTES, dtype=np.int32)
    return pa.StringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), pa.py_buffer(digits))


def _rows_of(parts: Sequence[pa.Array | str]) -> dict[str, pa.Array]:
    many = next(len(part) for part in parts if not isinstance(part, str))
    return {
        str(at): pa.repeat(part, many) if isinstance(part, str) else part for at, part in enumerate(parts)
    }

"""A page that failed: a plain sentence for the person, and a log that says where without anybody's words."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

ROOT = Path(__file__).parents[2]
_FRAMES = 12


def tell(error: Exception) -> bool:
    """Show that the page failed, and where in the program; say that it was shown. The error's own words may hold a cell."""
    with st.container(key="crashed", border=True, gap="small"):
        st.subheader("Something went wrong on this page", anchor=False)
        st.markdown(
            "What you kept before is still there; what you were doing just now may not have been kept. Reload the page. "
            "If it comes again, take a backup under My data and report the line below: it names a place in the program and "
            "holds none of your words."
        )
        st.text(place(error))
    return True


def place(error: BaseException) -> str:
    """Give the kind of an error and the last place in this program that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(ROOT / "pages")]
    last = (ours or frames or [None])[-1]
    return type(error).__name__ + (f" at {_short(last.filename)}, line {last.lineno}" if last else "")


def keep_words_out_of_logs() -> None:
    """From now on log of every error its kind and its way through the program, and not its message, which may quote a cell."""
    make: Callable[..., logging.LogRecord] = logging.getLogRecordFactory()

    def record(*args: Any, **named: Any) -> logging.LogRecord:
        made = make(*args, **named)
        error = made.exc_info[1] if made.exc_info else None
        if error is not None:
            made.exc_info, made.exc_text = None, _way(error)
        if isinstance(made.args, tuple):
            made.args = tuple(
                type(each).__name__ if isinstance(each, BaseException) else each for each in made.args
            )
        return made

    logging.setLogRecordFactory(record)


def _way(error: BaseException) -> str:
    """Every error of the chain, the first cause last, by its kind and the places it passed."""
    lines: list[str] = []
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(type(cause).__name__)
        frames = traceback.extract_tb(cause.__traceback__)[-_FRAMES:]
        lines += [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _short(file: str) -> str:
    """A path inside this program or inside a library, and nothing of the person's folders."""
    path = Path(file)
    if path.is_relative_to(ROOT) and ".venv" not in path.parts:
        return path.relative_to(ROOT).as_posix()
    return "/".join(path.parts[-2:])

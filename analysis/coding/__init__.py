"""From words to factors: the codebook, and the coder that finds its factors in a text."""

from analysis.coding.codebook import (
    GROUPS,
    Aspect,
    Codebook,
    CodebookError,
    Factor,
    codebook_of,
    default_codebook,
    plain_cue,
)
from analysis.coding.coder import Coded, Coder, Mention, code_uncoded, pieces
from analysis.coding.personal import personal_coder, waiting

__all__ = [
    "GROUPS",
    "Aspect",
    "Codebook",
    "CodebookError",
    "Coded",
    "Coder",
    "Factor",
    "Mention",
    "code_uncoded",
    "codebook_of",
    "default_codebook",
    "personal_coder",
    "pieces",
    "plain_cue",
    "waiting",
]

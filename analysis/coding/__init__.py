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
from analysis.coding.personal import decided_in, learned_from, version_with

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
    "decided_in",
    "default_codebook",
    "learned_from",
    "pieces",
    "plain_cue",
    "version_with",
]

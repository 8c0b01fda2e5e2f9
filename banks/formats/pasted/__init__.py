"""A test in plain text, as people paste it: marks ① – ④, 1) – 4), A – D, answers, explanations."""

from banks.formats.pasted.questions import LONGEST_PASTE, PastedQuestion, pasted, read

__all__ = ["LONGEST_PASTE", "PastedQuestion", "pasted", "read"]

"""Seal, sign, derive, chain. Knows nothing of exams."""

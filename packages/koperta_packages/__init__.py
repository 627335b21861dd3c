"""Build, verify, open, draw from and score what the board issues."""

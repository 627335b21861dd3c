"""The answer bundle: how it is written, read back and verified."""

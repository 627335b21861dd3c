"""The second machine: keep a copy of every journal, confirm it, and be the room when people say so."""

"""The journal: one append-only, hash-chained ledger of events per sitting, and one for the room."""

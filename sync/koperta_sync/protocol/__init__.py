"""The messages of the room protocol; `docs/protocol.md` is generated from them."""

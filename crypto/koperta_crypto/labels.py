"""Bind every key, signature and sealed box to one purpose by an unambiguous label."""

from .errors import FormatError


def context(label: str, *parts: bytes) -> bytes:
    """Encode a label and its parts so that no two different inputs give the same bytes.

    Format: `u8 length ‖ label ‖ for each part: u32be length ‖ part`. Labels are ASCII, 1–255
    characters, and look like `koperta/segment/1`. Raises FormatError for any other label.
    """
    if not label.isascii() or not label.isprintable() or not 1 <= len(label) <= 255:
        raise FormatError("a label is 1 to 255 printable ASCII characters")
    encoded = label.encode("ascii")
    pieces = [bytes([len(encoded)]), encoded]
    for part in parts:
        pieces += [len(part).to_bytes(4, "big"), part]
    return b"".join(pieces)

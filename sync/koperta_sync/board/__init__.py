"""The board's side of what comes back: receiving bundles, official scores, receipts."""

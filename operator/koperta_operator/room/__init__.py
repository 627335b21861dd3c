"""The room: rules, time ledger, journal and the LAN server."""

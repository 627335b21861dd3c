"""Serve the LAN: one TCP port, TLS 1.3, workstations and consoles."""

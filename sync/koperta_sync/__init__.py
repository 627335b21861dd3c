"""Carry what crosses between machines: discovery, pairing, room protocol, kiosk journal, answer bundle."""

"""What crosses between machines: discovery, pairing, the room protocol and its client, the kiosk journal, the answer bundle."""

"""The operator's and the chairs' window on a room: it shows what the room says and asks for acts."""

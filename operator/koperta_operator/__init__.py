"""The operator machine: the room, the console, the documents, the demo."""

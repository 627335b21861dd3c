"""The room's disk: where the folder may lie, how much room is left, and what gives way first when it runs out."""

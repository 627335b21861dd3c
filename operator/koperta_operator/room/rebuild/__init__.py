"""Make a room again from whatever is left of it: its disk, its standby, its stick, its workstations."""

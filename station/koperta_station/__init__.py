"""The workstation: the kiosk and simulated candidates."""

"""The kiosk window (Qt)."""

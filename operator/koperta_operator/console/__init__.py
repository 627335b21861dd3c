"""The console: what operators and chairs see (Qt)."""

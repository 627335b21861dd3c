"""One page a step of the day."""

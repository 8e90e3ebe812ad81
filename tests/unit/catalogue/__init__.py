"""The catalogue by itself: no framework, no network."""

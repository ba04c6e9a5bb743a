"""A knowledge graph of corporate cloud expansion, read from what the world publishes."""

__version__ = "0.1.0"

"""The screening pipeline: from survey exports to lists, letters and pages."""

__version__ = "0.1.0"

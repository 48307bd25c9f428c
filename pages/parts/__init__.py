"""Shared pieces of the pages: the study at hand, filters, quotes, empty states."""

"""Printed terms of office: from list entries and table rows to dated segments."""

from helpers.terms.entries import Segment, read_entry
from helpers.terms.frames import segments

__all__ = ["Segment", "read_entry", "segments"]

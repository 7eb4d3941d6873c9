"""Printed terms of office: from list entries, table rows and whole lists to dated segments."""

from helpers.terms.entries import read_entry
from helpers.terms.frames import segments
from helpers.terms.groups import Segment
from helpers.terms.lists import read_list, render_list

__all__ = ["Segment", "read_entry", "read_list", "render_list", "segments"]

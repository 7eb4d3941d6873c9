"""Importing this module reads and checks the project's tables, so that processes forked afterwards find it done.

What is wrong with a table is not said here: the process that needs the tables comes upon it and says it.
"""

from contextlib import suppress

from helpers import paths, tables

with suppress(Exception):
    tables.load_raw(paths.DATA)

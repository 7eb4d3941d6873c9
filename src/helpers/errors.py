"""What can go wrong, in sentences: where, what was found, what was expected, what to do next."""


class HelpersError(Exception):
    """The base of every error a user can cause; its text is shown alone, without a traceback."""

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.args)


class DataError(HelpersError):
    """A table or a source file is not what its schema says."""


class DateError(DataError):
    """A text is not an EDTF date this project reads."""


class TermError(DataError):
    """A printed list entry cannot be read."""


class ReadingError(HelpersError):
    """A reading, an alternative or a reading set does not exist or is badly written."""


class ParameterError(HelpersError):
    """A parameter is misspelt, of the wrong type, or impossible."""


class ExhibitError(HelpersError):
    """A figure, table or finding is incomplete, unknown, or named twice."""


class RunError(HelpersError):
    """The pipeline could not finish; what was published before is untouched."""

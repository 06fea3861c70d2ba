"""The reasons why a file isn't read. Each sentence is shown to the person who chose the file."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818  an answer to the person, not a fault of the server
    """The file isn't read. The message says why, and what to do."""


EMPTY = "The file is empty. Choose another one."
NO_TEXT = "No text was found in the file. A scan or a picture of a page cannot be read: paste its text instead."
PASSWORD = "The file is protected by a password. Save it without one, and choose it again."  # noqa: S105
OLD_OFFICE = "The file is in an old Office format. Save it as DOCX or XLSX, and choose it again."
PICTURE = "The file is a picture, and only text is read. Choose a PDF, DOCX, TXT, CSV or XLSX file, or paste its text."
UNKNOWN = "The file is in an unsupported format. Choose a PDF, DOCX, TXT, CSV or XLSX file."
NO_TABLE = "The file contains no table. Choose a CSV or XLSX file."
DAMAGED = "The file is damaged and cannot be opened. Save it again, and choose it again."
UNPACKS = "The file unpacks to an unusual size and was not opened. Save it again, or paste its text."
OUTSIDE = (
    "The file refers to content outside itself and was not opened. Save it again with the program that created it."
)
ENTITIES = "The file contains definitions that no document needs and was not opened. Save it again, or paste its text."
NO_PICTURE = "This isn't a PNG, JPEG or WebP picture. Choose one."
TOO_MANY_PIXELS = "The picture has too many pixels. Choose one of at most 16 million."
DAMAGED_PICTURE = "The picture is damaged. Save it again, and choose it again."
TOO_LONG = "The file takes too long to read. Choose a shorter one, or paste its text."
TOO_LARGE = "The file needs too much memory to be read. Choose a smaller one, or paste its text."


def too_many_rows(most: int) -> str:
    return f"The table has more than {most:,} rows. Split it, and import the parts one after the other."


TOO_MANY_COLUMNS = "The table has more than 100 columns. Keep only the ones you need."

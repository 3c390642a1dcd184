"""Text out of PDF, DOCX, HTML and plain files, one library each, as Markdown with what the file says of itself."""

from summitbot.extracting.contract import Extract
from summitbot.extracting.extract import extract

__all__ = ["Extract", "extract"]

"""What goes on paper: a tagged PDF from a page of ours, and an address as a square that a telephone reads."""

from alongside.kit.paper.pdf import pdf, pdf_of_parts
from alongside.kit.paper.qr import qr_code

__all__ = ["pdf", "pdf_of_parts", "qr_code"]

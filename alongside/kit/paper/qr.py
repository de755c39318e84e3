"""An address as a square that a telephone reads."""

from html import escape

from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str, *, label: str) -> SafeString:
    """Return a text as a QR code, drawn as SVG of one path, 4 cells of white around it. `label` names it.

    Source: ISO/IEC 18004; error correction level M, which survives a crease.
    """
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code: QRCode = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    side = len(rows)
    return mark_safe(  # noqa: S308  # the label is escaped, and the path is made of numbers
        f'<svg class="qr" width="180" height="180" viewBox="0 0 {side} {side}" role="img" aria-label="{escape(label)}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )

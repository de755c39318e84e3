"""The bytes of a file as text."""

from alongside.kit.refused import Refused


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file and a note; the note says it when the file was not UTF-8 and was read otherwise.

    Refuses UTF-16, which spreadsheets write as "Unicode text".
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("The file is UTF-16; save it again as UTF-8.", "file")
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        note = (
            f"The file is not UTF-8 (line {line}). It was read as Windows-1252, which spreadsheets write: look at "
            "names with accents and at quotation marks, or save it again as UTF-8."
        )
        try:
            return data.decode("cp1252"), note
        except UnicodeDecodeError:
            raise Refused(
                f"Line {line}: a character is neither UTF-8 nor Windows-1252; save the file again as UTF-8.", "file"
            ) from None

"""What a case seen elsewhere is: a sentence, and where it was seen."""

from dataclasses import dataclass

from alongside.core.initiatives.methods import Text

FIELD = "M"
"""The mark of what the field generally knows, without one public source to point at."""


@dataclass(frozen=True)
class Case:
    """One practice seen elsewhere: what people do, and the mark of its source."""

    words: Text
    mark: str


Cases = dict[str, tuple[Case, Case, Case]]

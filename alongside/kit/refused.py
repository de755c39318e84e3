"""The expected no."""


class Refused(Exception):
    """Say no in words that a person can act on.

    A page shows it as a form error beside `field`, the API as 409 problem+json, the command line as one line
    and exit status 2. Everything else that goes wrong is a bug and must not be dressed as a refusal.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return self.message


class NotAllowed(Refused):
    """The expected no for somebody who lacks the role at this moment; a page and the API answer 403."""

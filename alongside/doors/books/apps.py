"""The door of the books as a Django app, so that its templates are found."""

from django.apps import AppConfig


class BooksConfig(AppConfig):
    """Accounts and statements for everybody, the proof for administrators."""

    name = "alongside.doors.books"
    label = "books"

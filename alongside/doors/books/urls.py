"""Addresses of the books."""

from django.urls import path

from alongside.doors.books import proof, views

urlpatterns = [
    path("initiatives/<slug:slug>/books/", views.accounts, name="books"),
    path("initiatives/<slug:slug>/books/<slug:form>", views.take_out, name="books_taken_out"),
    path("accounts/<uuid:key>/", views.account, name="account_statement"),
    path("accounts/<uuid:key>/csv", views.account_csv, name="account_csv"),
    path("accounts/<uuid:key>/pdf", views.account_pdf, name="account_pdf"),
    path("administration/books/", proof.books, name="admin_books"),
    path("administration/books/<slug:form>", proof.take_out, name="admin_books_taken_out"),
]

"""Addresses of the style page and of the visitor's own choices of light and language."""

from django.urls import path

from alongside.doors.style import views

urlpatterns = [
    path("style/", views.style, name="style"),
    path("style/theme/", views.theme, name="theme"),
    path("style/language/", views.language, name="set_language"),
]

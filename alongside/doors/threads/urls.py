"""Addresses of threads."""

from django.urls import path

from alongside.doors.threads import views

PREFIX = "thread/"
urlpatterns = [
    path("", views.thread_by_code, name="thread_by_code"),
    path("forget/", views.forget, name="thread_forget"),
    path("withdraw/<uuid:id>/", views.withdraw, name="thread_withdraw"),
    path("<slug:kind>/<uuid:id>/", views.thread, name="thread"),
]

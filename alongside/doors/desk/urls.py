"""Addresses of the desk."""

from django.urls import path

from alongside.doors.desk import lists, paper, views, writing_back

PREFIX = "desk/"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("write-back/", writing_back.write_back, name="desk_write_back"),
    path("unread/", lists.unread, name="desk_unread"),
    path("answers/", lists.answers, name="desk_answers"),
    path("decisions/", lists.decisions, name="desk_decisions"),
    path("actions/", lists.actions, name="desk_actions"),
    path("promises/", lists.promises, name="desk_promises"),
    path("enter/", lists.enter, name="desk_enter"),
    path("letters/", paper.letters, name="desk_letters"),
    path("codes/", paper.codes, name="desk_codes"),
]

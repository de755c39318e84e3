"""Addresses of my place, and the address in every message that stops its kind."""

from django.urls import path

from alongside.doors.my_place import about_me, doing, stopping, views

urlpatterns = [
    path("me/", views.my_place, name="my_place"),
    path("me/given/", views.given, name="my_given"),
    path("me/thanks/", views.thanks, name="my_thanks"),
    path("me/promises/", doing.promises, name="my_promises"),
    path("me/promises/<uuid:key>/release/", doing.release, name="my_release"),
    path("me/promises/<uuid:key>/kept/", doing.kept, name="my_kept"),
    path("me/confirm/<uuid:key>/", doing.confirm, name="my_confirm"),
    path("me/return/<uuid:key>/", doing.give_back, name="my_return"),
    path("me/thanks/<uuid:key>/", views.thanks_shown, name="my_thanks_shown"),
    path("me/roles/", doing.roles, name="my_roles"),
    path("me/roles/<uuid:key>/leave/", doing.leave, name="my_leave"),
    path("me/details/", about_me.details, name="my_details"),
    path("me/messages/", about_me.message_ways, name="my_messages"),
    path("me/sign-in/", about_me.sign_in, name="my_sign_in"),
    path("me/keys/", about_me.keys, name="my_keys"),
    path("me/keys/<uuid:key>/revoke/", about_me.revoke, name="my_key_revoke"),
    path("me/data/", about_me.data, name="my_data"),
    path("me/data/file/", about_me.data_file, name="my_data_file"),
    path("me/data/erase/", about_me.erase, name="my_erase"),
    path("me/data/<str:label>/", about_me.data_table, name="my_data_table"),
    path("messages/stop/<str:token>/", stopping.stop, name="messages_stop"),
]

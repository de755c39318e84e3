"""The reusable ways of giving; each is a Django app, and none knows another."""

"""All reactions to events, on one page: what happens because something happened."""

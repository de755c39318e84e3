"""The JSON API: whatever the pages can do, for programs."""

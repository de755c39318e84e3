"""The JSON API: whatever the pages can do, for programs.

crowded: each file is one part of the core, and they are read one at a time.
"""

"""What people give: an idea, an answer, an hour, a pound; and what was promised to them for it."""

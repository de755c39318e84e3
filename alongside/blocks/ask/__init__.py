"""ASK: a question with typed items, answered in any channel, read into themes, decided with reasons, acted on."""

"""The thread itself: parties, services, initiatives, questions, contributions, decisions, entries, recognition."""

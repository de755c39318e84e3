"""ASK: a question with typed items, answered in any channel, read into themes, decided with reasons, acted on.

crowded: the usual files of a block, and what it reads from paper, prints, tells and counts.
"""

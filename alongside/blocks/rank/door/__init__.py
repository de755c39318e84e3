"""The pages at the door of a vote: showing that one may vote, the roll, and what looks unusual."""

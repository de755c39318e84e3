"""The rules that the steering group writes: as data, in versions, agreed by both sides before a vote opens."""

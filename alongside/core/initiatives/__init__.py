"""One run of one method about one service: who is on which side, what each promised, how far it is."""

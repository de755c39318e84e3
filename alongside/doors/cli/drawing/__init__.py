"""What the commands of the lottery share: the bar and what they print."""

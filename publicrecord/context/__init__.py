"""What every page, feed and answer is made from, gathered once."""

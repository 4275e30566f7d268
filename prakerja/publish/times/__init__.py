"""Time: releases at their addresses, revisions, the history of a number, feeds, the calendar."""

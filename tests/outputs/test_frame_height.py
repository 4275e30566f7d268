"""The lines of a text at many widths are those that setting it at each width gives."""

from __future__ import annotations

import textwrap

from hypothesis import example, given
from hypothesis import strategies as st

from publicrecord.files.frame_height import _line_counts

ROOMS = list(range(264, 721, 8))
WORDS = st.text(st.sampled_from("aäiW.-–2()"), min_size=1, max_size=60)


@example(" ".join(["a" * 33 + "-" + "b" * 7] * 2), 9.6)  # more room, and still one line more
@given(st.lists(WORDS, max_size=60).map(" ".join), st.sampled_from([7.4, 9.6, 6.2, 40.0]))
def test_lines_are_counted_as_they_are_set(text, character):
    counted = _line_counts(text, ROOMS, character)
    assert counted == {room: len(textwrap.wrap(text, int(room / character))) for room in ROOMS}

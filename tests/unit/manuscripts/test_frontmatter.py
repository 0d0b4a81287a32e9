from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.manuscripts import frontmatter
from kentongan.manuscripts.yaml_fields import read_any, read_simple

VALUES = st.sampled_from(
    ["Patroli", "2024-08-30 14:30", '"a: b"', "'c # d'", "Yes", "12:30:45", "a: b", "[a, b]", "~",
     "null", "- x", "# x", "R&D", "“kutip”", '"ku\\"tip"', "''", "a #b", "a#b", "http://x.id/a",
     "{a: b}", "| teks", "*a", "-1", "1e3", "x:", '"a" b', "a  b", "é", "?", "%"]
)  # fmt: skip
LINES = st.one_of(
    st.builds("{}: {}".format, st.sampled_from(["Judul", "Tag", "date", "Gambar-Alt"]), VALUES),
    st.builds("{}:".format, st.sampled_from(["Tag", "officials"])),
    st.builds("  - {}".format, VALUES),
    st.builds("- {}".format, VALUES),
    st.builds("    lanjutan {}".format, VALUES),
    st.just(""),
)


@settings(max_examples=700, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=8).map("\n".join))
def test_the_simple_reader_gives_what_the_parser_gives(text: str) -> None:
    simple = read_simple(text, 2)
    if simple is not None:
        assert (simple, []) == read_any(text, 2)


def test_what_editors_write_is_simple() -> None:
    text = 'title: Patroli malam\ndate: 2024-08-30T14:30:00+07:00\ntags:\n  - a\n  - "b: c"\nimage:'
    assert read_simple(text, 2) == read_any(text, 2)[0] != []


def test_a_line_that_is_no_field_begins_the_body() -> None:
    source, problems = frontmatter.split("Judul: A\nIni isi.\n\nLagi.")
    assert not problems and source.body == "Ini isi.\n\nLagi." and source.body_line == 2

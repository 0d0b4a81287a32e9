from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.parts.authenticity import chain
from kentongan.site import signing
from kentongan.site.federation import sha256

from tests.conftest import NOW

PASSWORD = b"sandi-uji"


def key_pair() -> tuple[signing.Signer, signing.PublicKey]:
    secret, raw = signing.new_private_key(PASSWORD)
    signer = signing.Signer.open(secret, PASSWORD)
    return signer, signing.PublicKey(raw, NOW, NOW + timedelta(days=10))


def test_the_private_key_is_encrypted() -> None:
    secret, _ = signing.new_private_key(PASSWORD)
    assert b"ENCRYPTED" in secret
    with pytest.raises(signing.KeyFileError):
        signing.Signer.open(secret, b"keliru")


def test_a_signature_is_judged_by_key_data_and_time() -> None:
    signer, key = key_pair()
    _, other = key_pair()
    data = b'{"versi":1}'
    mark = signer.sign(data)
    assert signer.sign(data) == mark
    day = timedelta(days=1)
    for state, body, signature, keys, now in (
        ("sah", data, mark, [key], NOW),
        ("tanpa-tanda", data, None, [key], NOW),
        ("rusak", data + b" ", mark, [key], NOW),
        ("rusak", data, b"\0" * 64, [key], NOW),
        ("kunci-tak-dikenal", data, mark, [other], NOW),
        ("kedaluwarsa", data, mark, [key], NOW + 10 * day),
        ("kedaluwarsa", data, mark, [key], NOW - day),
    ):
        assert signing.signature_state(body, signature, key.name, keys, now) == state


def test_keys_are_read_as_they_were_written() -> None:
    _, key = key_pair()
    assert signing.read_keys(signing.write_keys([key])) == [key]
    with pytest.raises(ValueError, match="not a list of keys"):
        signing.read_keys(b'{"kunci":[{}]}')


def broken_line(log: bytes) -> int:
    """The number (from 1) of the first line that does not match the one before; 0 when all do."""
    before = ""
    for number, line in enumerate(log.splitlines(), 1):
        row = json.loads(line)
        if (row["urut"], row["sebelum"]) != (number, before):
            return number
        before = sha256(line)
    return 0


def test_a_changed_past_breaks_the_log() -> None:
    log = b""
    for number in range(4):
        log += chain.next_log_line(log, f"{number:064x}", 7, [], NOW)
    assert broken_line(log) == 0
    assert chain.next_log_line(log, f"{3:064x}", 7, [], NOW) == b""
    lines = log.splitlines(keepends=True)
    lines[1] = lines[1].replace(b'"urut":2', b'"urut":2 ')
    assert broken_line(b"".join(lines)) == 3
    assert broken_line(b"".join([lines[0], *lines[2:]])) == 2


def test_changes_name_what_a_publication_did() -> None:
    changes = chain.changes_since({"A": "1", "B": "1"}, {"B": "2", "C": "1"})
    assert changes == [
        {"kode": "A", "aksi": "hapus"},
        {"kode": "B", "aksi": "ubah"},
        {"kode": "C", "aksi": "terbit"},
    ]


def test_digests_merge_line_by_line() -> None:
    mine = chain.digest_lines({"AAA": "1", "CCC": "3"})
    theirs = chain.digest_lines({"AAA": "2", "BBB": "2"})
    assert chain.read_digests(mine + theirs) == {"AAA": "2", "BBB": "2", "CCC": "3"}
    assert chain.read_digests(b"<<<<<<< HEAD\n" + mine) == {"AAA": "1", "CCC": "3"}


def test_digests_of_older_files_are_read() -> None:
    assert chain.read_digests(b'{\n"AAA": "1",\n"BBB": "2"\n}\n') == {"AAA": "1", "BBB": "2"}
    assert chain.read_digests(b"") == {}


def test_a_log_that_is_cut_off_is_gone_on_with() -> None:
    line = chain.next_log_line(b'{"urut": 1, "man', "m", 7, [], NOW)
    assert b'"urut":2' in line


CODES = st.sampled_from([f"{letter}00-000-000" for letter in "ABCDEFGH"])
DIGESTS = st.dictionaries(CODES, st.text("0123456789abcdef", min_size=32, max_size=32))


@given(DIGESTS, DIGESTS)
def test_lines_of_digests_are_redone_as_if_made_anew(
    before: dict[str, str], after: dict[str, str]
) -> None:
    differing = sorted(code for code in before | after if before.get(code) != after.get(code))
    lines, known = chain.redone(
        chain.digest_lines(before), {code: after.get(code) for code in differing}
    )
    assert lines == chain.digest_lines(after)
    assert known == {code: before[code] for code in differing if code in before}


@given(
    st.lists(
        st.tuples(st.sampled_from(["publish", "lose", "older", "join"]), st.integers(1, 90_000)),
        max_size=12,
    )
)
def test_the_number_of_a_publication_never_falls(steps: list[tuple[str, int]]) -> None:
    """Not after the log was lost, restored from a copy, or joined with a colleague's."""
    log, mine, now, published = b"", b"", NOW, [0]
    for step, seconds in steps:
        now += timedelta(seconds=seconds)
        if step == "publish":
            number = chain.next_number(log, now)
            assert number > max(published)
            published.append(number)
            log += chain.next_log_line(log, f"{number:064x}", number, [], now)
        elif step == "lose":
            mine, log = log, b""
        elif step == "older":
            log = b"".join(log.splitlines(keepends=True)[:-1])
        else:
            log = b"".join(
                sorted({*log.splitlines(keepends=True), *mine.splitlines(keepends=True)})
            )


@given(st.integers(-10_000_000, 10_000_000))
def test_a_clock_that_was_put_back_does_not_lower_the_number(seconds: int) -> None:
    log = chain.next_log_line(b"", "a" * 64, chain.next_number(b"", NOW), [], NOW)
    later = chain.next_number(log, NOW + timedelta(seconds=seconds))
    assert later > chain.last_number(log) == int(NOW.timestamp())

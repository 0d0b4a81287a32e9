"""What a province takes over, as properties of every possible pair of publications."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain import codes
from kentongan.province.decide import (
    Decision,
    Held,
    HeldState,
    Known,
    Received,
    Rules,
    decide,
    derived_code,
    digest_of,
    most_missing,
)
from kentongan.province.registry import District, OwnUnit
from kentongan.site.federation import Row

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
# The number stands in the characters before the mark.
SHIFTS = (25, 20, 15, 10, 5, 0, 0, 0)
MARKS = {"FN": "polres-a", "GK": "polres-z"}
DISTRICT = District(
    "polres-a", "Polres A", ("https://a.example",), ("FN",), (),
    (OwnUnit("polres-a", "Polres A"), OwnUnit("polsek-b", "Polsek B")), daily=30,
)  # fmt: skip
RULES = Rules(NOW, owner_of_mark=lambda mark: MARKS.get(mark, ""))


def code(number: int, mark: str = "FN") -> str:
    digits = iter("".join(codes.ALPHABET[number >> shift & 31] for shift in SHIFTS))
    return codes.mint(mark, lambda alphabet: next(digits))


def row(number: int, state: str = "terbit", **more: object) -> Row:
    fields: dict[str, object] = {
        "code": code(number), "state": state, "unit": "polsek-b",
        "url": f"/berita/2026/11/r{number}/", "published_at": NOW - timedelta(days=number % 9),
        "words": f"w{number}" if state == "terbit" else "",
    }  # fmt: skip
    return Row(**fields | more)  # type: ignore[arg-type]


def publication(*rows: Row, number: int = 2) -> Received:
    texts = {row.code: row.words for row in rows if row.words}
    return Received(number, f"m{number}", {row.code: row for row in rows}, texts)


def holding(*rows: Row, number: int = 1) -> Known:
    held = {row.code: Held(digest_of(row), "tayang", row.published_at) for row in rows}
    return Known(number, f"m{number}", held)


def test_what_is_signed_and_its_own_is_accepted() -> None:
    assert decide(DISTRICT, Known(), publication(row(1), row(2)), RULES).accept == (
        *sorted((row(1).code, row(2).code), key=lambda c: c != row(2).code),
    )


def test_an_older_publication_counts_for_nothing() -> None:
    decision = decide(DISTRICT, holding(row(1), number=5), publication(number=4), RULES)
    assert decision == Decision(refused="urut-mundur")


def test_one_number_for_two_publications_freezes() -> None:
    known = holding(row(1), row(2), number=2)
    received = replace(publication(row(1, "dicabut"), row(2), row(3)), manifest="lain")
    decision = decide(DISTRICT, known, received, RULES)
    assert decision.frozen == "urut-ganda"
    assert decision.withdraw == (code(1),)
    assert decision.accept == ()


def test_five_may_vanish_and_six_freeze() -> None:
    rows = [row(number) for number in range(20)]
    known = holding(*rows)
    decision = decide(DISTRICT, known, publication(*rows[5:]), RULES)
    assert set(decision.hide) == {row.code for row in rows[:5]}
    decision = decide(DISTRICT, known, publication(*rows[6:]), RULES)
    assert (decision.frozen, decision.hide) == ("hilang-banyak", ())


def test_what_vanished_before_counts() -> None:
    rows = [row(number) for number in range(20)]
    known = holding(*rows)
    hidden = {row.code: Held(digest_of(row), "hilang", row.published_at) for row in rows[:4]}
    known = replace(known, rows={**known.rows, **hidden})
    assert decide(DISTRICT, known, publication(*rows[6:]), RULES).frozen == "hilang-banyak"


def test_a_withdrawal_needs_no_text_and_comes_even_when_frozen() -> None:
    rows = [row(number) for number in range(20)]
    decision = decide(DISTRICT, holding(*rows), publication(row(0, "dicabut", unit="")), RULES)
    assert decision.frozen == "hilang-banyak"
    assert decision.withdraw == (code(0),)


def test_what_comes_back_is_shown_again() -> None:
    """A withdrawal that was taken back, a search that goes on, a release that was missing."""
    states: tuple[HeldState, ...] = ("dicabut", "ditutup", "hilang", "ditolak")
    for state in states:
        for before in (row(1), row(1, "dicabut"), row(1, "ditutup")):
            known = Known(1, "m1", {before.code: Held(digest_of(before), state, NOW)})
            decision = decide(DISTRICT, known, publication(row(1)), RULES)
            assert (decision.accept, decision.withdraw, decision.frozen) == ((code(1),), (), "")


def test_a_text_that_does_not_fit_its_hash_removes_the_release() -> None:
    known = holding(row(1))
    changed = row(1, words="lain")
    received = replace(publication(changed), texts={changed.code: "w1"})
    decision = decide(DISTRICT, known, received, RULES)
    assert (decision.remove, decision.accept) == ((changed.code,), ())
    assert decision.faults == {changed.code: "teks-lain"}
    decision = decide(DISTRICT, known, replace(received, texts={}), RULES)
    assert decision.faults == {changed.code: "tanpa-teks"}
    assert decision.remove == (changed.code,)


def refusal(changed: Row, rules: Rules = RULES, district: District = DISTRICT) -> str:
    decision = decide(district, Known(), publication(changed), rules)
    assert changed.code not in decision.accept
    return decision.faults.get(changed.code, "")


def test_each_reason_for_refusing() -> None:
    assert refusal(row(1, unit="polres-lain")) == "satuan-asing"
    assert refusal(row(1, unit="")) == "satuan-asing"
    assert refusal(row(1, code=code(1, "GK"))) == "tanda-asing"
    assert refusal(row(1, code="AAA-AAA-AAA")) == "kode-salah"
    assert refusal(row(1, code="../../etc")) == "kode-salah"
    assert refusal(row(1, published_at=NOW + timedelta(hours=1))) == "waktu"
    assert refusal(row(1, published_at=None)) == "waktu"
    assert refusal(row(1, words="")) == "tanpa-teks"
    taken = replace(RULES, owner_of_code=lambda code: "polres-z")
    assert refusal(row(1), taken) == "kode-milik-lain"
    unmarked = replace(DISTRICT, marks=())
    derived = derived_code("/berita/2026/11/r1/")
    assert refusal(row(1, code=derived), district=unmarked) == "kode-turunan"


def test_no_more_than_its_limit_of_one_day() -> None:
    rows = [row(number * 9) for number in range(40)]
    decision = decide(DISTRICT, Known(), publication(*rows), RULES)
    assert len(decision.accept) == DISTRICT.daily
    assert set(decision.faults.values()) == {"batas-harian"}
    known = holding(*[row for row in rows if row.code in decision.accept])
    assert decide(DISTRICT, known, publication(*rows), RULES).accept == ()


# Any pair

STATES: list[HeldState] = ["tayang", "dicabut", "ditutup", "hilang", "ditolak"]
any_row = st.builds(
    lambda number, state, unit, mark, words, days: row(
        number, state, code=code(number, mark), unit=unit, words=words,
        published_at=NOW + timedelta(days=days),
    ),
    st.integers(0, 60), st.sampled_from(["terbit", "dicabut", "ditutup"]),
    st.sampled_from(["polsek-b", "polsek-b", "polres-a", "polres-lain", ""]),
    st.sampled_from(["FN", "FN", "GK"]), st.sampled_from(["w1", "w2", ""]), st.integers(-5, 1),
)  # fmt: skip
held_rows = st.lists(st.tuples(any_row, st.sampled_from(STATES)), max_size=40)
received_rows = st.lists(any_row, max_size=40)
some_texts = st.dictionaries(st.integers(0, 60).map(code), st.sampled_from(["w1", "w2"]))


@given(held_rows, received_rows, st.integers(0, 3), st.integers(0, 3), some_texts, st.booleans())
def test_nothing_unproved_is_shown_and_every_withdrawal_counts(
    before_rows: list[tuple[Row, HeldState]],
    rows: list[Row],
    before: int,
    number: int,
    texts: dict[str, str],
    keeps: bool,
) -> None:
    held = {r.code: Held(digest_of(r), state, r.published_at) for r, state in before_rows}
    if keeps:  # most of what is known is published again
        rows = [*(r for r, _ in before_rows), *rows]
    known = Known(before, "m", held)
    received = Received(number, "m" if before == number else "n", {r.code: r for r in rows}, texts)
    decision = decide(DISTRICT, known, received, RULES)
    if number < before:
        assert decision == Decision(refused="urut-mundur")
        return
    for accepted in decision.accept:
        signed = received.rows[accepted]
        assert signed.is_shown
        assert DISTRICT.owns(signed.unit)
        assert signed.published_at is not None
        assert signed.published_at <= NOW + timedelta(minutes=5)
        assert texts[accepted] == signed.words != ""
        assert accepted in held or codes.mark_of(accepted) == "FN"
        assert not decision.frozen
    shown = {c for c, h in held.items() if h.state == "tayang"}
    still = (shown | set(decision.accept)) - {
        *decision.withdraw, *decision.hide, *decision.remove,
    }  # fmt: skip
    for code_ in still:
        now = received.rows.get(code_)
        if now is None:  # missing: only a freeze keeps it
            assert decision.frozen
        else:
            assert now.is_shown
            assert code_ in decision.accept or held[code_].digest == digest_of(now)
    live = [c for c, h in held.items() if h.state in ("tayang", "hilang")]
    assert len(decision.hide) <= most_missing(len(live), RULES.vanish)
    again = decide(DISTRICT, known, received, RULES)
    assert again == decision


def test_a_unit_that_is_no_longer_its_own_is_removed() -> None:
    known = holding(row(1), row(2, unit="polres-a"))
    narrowed = replace(DISTRICT, own_units=DISTRICT.own_units[:1])
    decision = decide(narrowed, known, publication(row(1), row(2, unit="polres-a")), RULES)
    assert (decision.remove, decision.accept) == ((code(1),), ())

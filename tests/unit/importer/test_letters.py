"""Mails as programs forward and answer them: whatever stands around a release goes."""

from __future__ import annotations

from itertools import product

import pytest
from kentongan.importer import sources
from kentongan.importer.letters import is_pasted, unwrap

RELEASE = (
    "Polsek Kuta Amankan Pencuri Helm\n\nBADUNG - Polsek Kuta mengamankan pria berinisial KS (27) "
    "di Pasar Seni, Selasa (10/11/2026).\n\nKapolsek Kuta Kompol Agus Riwayanto memeriksanya."
)
SENDER, READER = "Humas Polsek Kuta <humas.kuta@polri.example>", "redaksi@koran.example"
HEADS = {
    "gmail": f"---------- Pesan terusan ---------\nDari: {SENDER}\n"
    f"Date: Sel, 10 Nov 2026 pukul 14.05\nSubject: Rilis\nTo: <{READER}>\n\n\n",
    "outlook": f"________________________________\nDari: {SENDER}\n"
    f"Dikirim: Selasa, 10 November 2026 14.05\nKepada: {READER}\nPerihal: Rilis\n"
    "Prioritas: Tinggi\n\n",
    "outlook without addresses": "Dari: Humas Polsek Kuta\nTerkirim: 10 November 2026 14.05\n"
    "Ke: Redaksi\nPerihal: Rilis\n\n",
    "yahoo": f"----- Pesan yang Diteruskan -----\nDari: {SENDER}\nKepada: {READER}\n"
    "Terkirim: 10 November 2026 14.05.33 WIB\nJudul: Rilis\n\n",
    "yahoo in one line": f"   ----- Pesan Terusan -----   Dari: {SENDER}Kepada: {READER} "
    "Terkirim: 10 November 2026 14.05.33 GMT+7\nSubjek: Rilis\n\n",
    "apple": f"Awal pesan yang diteruskan:\n\nDari: {SENDER}\nSubjek: Rilis\n"
    f"Tanggal: 10 November 2026 14.05.33 WIB\nKepada: {READER}\n\n",
    "thunderbird": "-------- Pesan Terusan --------\nPerihal: \tRilis\n"
    f"Tanggal: \tTue, 10 Nov 2026 14:05:33 +0700\nDari: \t{SENDER}\nKepada: \t{READER}\n\n",
    "reply": f"Pada Sel, 10 Nov 2026 pukul 14.05 {SENDER} menulis:\n\n",
    "reply in two lines": f"On Tue, Nov 10, 2026 at 2:05 PM {SENDER}\n\nwrote:\n\n",
}


@pytest.mark.parametrize(("outer", "inner"), [*product(HEADS, HEADS)])
def test_heads_of_all_programs_go_however_they_are_nested(outer: str, inner: str) -> None:
    text = f"Mohon dimuat.\n\n{HEADS[outer]}{HEADS[inner]}{RELEASE}\n"
    assert unwrap(text).text.strip() == RELEASE
    assert sources.read_text(text.encode())[0].text.strip() == RELEASE


def test_a_memo_within_an_office_is_no_mail() -> None:
    memo = "Kepada : Kapolres\nDari : Kasat Lantas\nPerihal : Laporan laka\nTanggal : 10-11-2026\n"
    assert not is_pasted(f"{memo}\n{RELEASE}")


def test_the_hour_beside_the_day_tells_a_mail_without_addresses() -> None:
    head = "Dari: Humas\nTanggal: Sen, 2 Mar 2026 pukul 09.14\nSubjek: Rilis\nKepada: Redaksi\n"
    assert is_pasted(f"{head}\n{RELEASE}")
    assert unwrap(f"{head}\n{RELEASE}").text.strip() == RELEASE


@pytest.mark.parametrize(
    "piece", ["From: a\n", "Judul: a\n", ">", "> ", "--\n", "____\n", "> --\n"]
)
def test_what_recurs_without_end_is_read_once(piece: str) -> None:
    """Half a million of them: read again for each, they would take hours."""
    letter = unwrap(piece * 500_000)
    assert letter.subject == ""

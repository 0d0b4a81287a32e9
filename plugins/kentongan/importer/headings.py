"""Headings that say what kind of text follows, and are not titles: `INFO ORANG HILANG`, `RALAT`."""

from __future__ import annotations

import re

from kentongan.importer.closings import closes

_WHO = (
    r"(?:orang(?: tua)?|anak(?: (?:perempuan|laki laki))?|warga|bocah|balita|bayi|remaja|lansia"
    r"|kakek|nenek|nelayan|pelajar|siswa|siswi|santri)"
)
_PERSON = (
    r"(?:info(?:rmasi)?|berita|pengumuman|mohon bantuan(?:nya)?|tolong)?\s*:?\s*(?:"
    rf"(?:(?:laporan|lapor) )?(?:kehilangan )?{_WHO} hilang|telah hilang"
    r"|(?:(?:laporan|lapor) )?kehilangan orang"
    rf"|kehilangan (?:seorang )?(?:{_WHO}|(?:anggota )?keluarga)"
    r"|dicari(?: \w+){0,3}"
    r"|(?:surat )?daftar pencarian orang(?: dpo)?(?: \w+){0,4}"
    r"|dpo(?: \w+){0,4}|pencarian orang|wanted)"
    r"(?: mohon (?:bantuan|bantu|info|informasi|share|disebarkan)\w*(?: \w+){0,2})?"
)
_CORRECTED = (
    r"(?:berita|rilis|siaran pers|pemberitaan|pengumuman|judul|naskah|data|angka|jumlah|tanggal"
    r"|waktu|jadwal|jam|hari|lokasi|tempat|nama|gelar|pangkat|jabatan|pejabat|foto|korban"
    r"|tersangka|nomor|penulisan)"
)
_CORRECTING = r"(?:ralat|koreksi|pembetulan|revisi)"
_CORRECTION = (
    rf"(?:permohonan maaf (?:dan|atas) )?{_CORRECTING}(?: (?:dan |atau )?{_CORRECTING})?"
    rf"(?: (?:atas )?{_CORRECTED}){{0,3}}(?: \d+)?(?: (?:dan|serta|sekaligus) permohonan maaf)?"
)
_SOFT = (
    r"(?:klarifikasi|cek fakta|hoa(?:ks|x)|stop hoa(?:ks|x)|pemberitahuan(?: penting)?|maklumat"
    r"|pengumuman(?: penting)?|h?imbauan(?: penting)?"
    r"|info(?:rmasi)?(?: (?:lalu lintas|lalin|lantas|publik|penting|laka(?: (?:lantas|lalin))?"
    r"|kecelakaan|kejadian|kegiatan|giat|layanan|kamtibmas|terkini))?"
    r"|laporan (?:kegiatan|giat|kejadian|polisi|khusus|singkat|awal|kecelakaan(?: lalu lintas)?"
    r"|laka(?: lantas)?|penangkapan|pengungkapan|ungkap kasus)"
    r"|info(?:rmasi)? (?:lalu lintas|lalin|lantas) (?!macet|padat|lancar|ramai)\w+(?: kota)?"
    r"|surat edaran|tentang|sudah ditemukan"
    r"|undangan(?: (?:peliputan|liputan|media|pers|konferensi pers|jumpa pers|wartawan)){0,2})"
)
_OF_UNIT = (
    r"(?: (?:si ?|bid ?|div ?)?(?:humas )?"
    r"(?:(?:wa)?(?:ka)?pol(?:da|res|resta|restabes|sek|ri)\w*|humas)"
    r"(?: (?!(?:soal|tentang|agar|untuk|terkait|kepada|bagi|atas|jelang)\b)\w+){0,3})?"
)
_FOR_PERSON = re.compile(_PERSON)
_FOR_CORRECTION = re.compile(_CORRECTION + _OF_UNIT)
_ANY_SOFT = re.compile(_SOFT + _OF_UNIT)
_SPACED_LETTERS = re.compile(r"(?<!\S)\w(?: \w)+(?!\S)")  # `D P O`, `R A L A T`
# The day and the hour of a notice: `INFO LALIN 26/12/2026 PKL 10.15 WIB`
_WHEN = re.compile(
    r"\b(?:(?:per|tgl|tanggal|pukul|pkl|jam|update)\b\W*)*"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}[.:]\d{2}(?:\s*(?:wib|wita|wit)\b)?)"
)
_STATED = (
    ("pengumuman", r"undangan"),
    ("imbauan", r"imbauan|maklumat"),
    ("klarifikasi", r"klarifikasi|cek fakta|hoa(?:ks|x)"),
)
_LABEL = re.compile(r"[\[(]([^\])]{4,30})[\])]\s*[:|–-]?\s*\S")
_MOST_WORDS = 8
_FEWEST_WORDS_OF_LEAD = 12


def kind_of_heading(line: str) -> str:
    """`person`, `correction`, `soft` (a title, unless another one follows), or nothing."""
    bare = _WHEN.sub("", _SPACED_LETTERS.sub(_closed_up, line.casefold()))
    words = re.findall(r"[^\W_]+", bare)
    if not words or len(words) > _MOST_WORDS:
        return ""
    bare = " ".join(words)
    if _FOR_PERSON.fullmatch(bare):
        return "person"
    if _FOR_CORRECTION.fullmatch(bare):
        return "correction"
    return "soft" if _ANY_SOFT.fullmatch(bare) else ""


def _closed_up(spaced: re.Match[str]) -> str:
    return spaced[0].replace(" ", "")


def stated_kind(title: str) -> str:
    """The kind that a title states: `HIMBAUAN` alone, `[CEK FAKTA] Surat …`."""
    label = _LABEL.match(title)
    title = label[1] if label else title
    if kind_of_heading(title) != "soft":
        return ""
    return next((kind for kind, words in _STATED if re.search(words, title, re.IGNORECASE)), "")


def telling(title: str, text: str) -> str:
    """What tells the kind of a text beside its title: the lead; all of it below a mere heading.

    A report without a title begins with a sentence that says what was done.
    """
    lead = next((line for line in text.split("\n") if not closes(line)), "")
    if title:
        return text if kind_of_heading(title) == "soft" else lead
    tells = lead.endswith((".", ":")) and len(lead.split()) >= _FEWEST_WORDS_OF_LEAD
    return lead if tells else text


def person_kind(heading: str, text: str) -> str:
    """Whether a notice seeks a wanted or a missing person."""
    if re.search(r"(?i)\bd ?p ?o\b|daftar pencarian", heading):
        return "dpo"
    wanted = re.search(r"(?i)\bdpo\b|tersangka|terduga|\bperkara\b|\bkasus\s*:|buron", text)
    return "dpo" if wanted and not re.search(r"(?i)hilang", heading) else "orang-hilang"


def wanted_title(names: str) -> str:
    """A title for a notice that has none: `Dicari: Agus Salim`."""
    words = (word.capitalize() if word.isupper() else word for word in names.split())
    return f"Dicari: {' '.join(words)}" if names else ""

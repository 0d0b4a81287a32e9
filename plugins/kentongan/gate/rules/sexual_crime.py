"""Sexual crimes: nobody who leads to the victim may be recognisable, the family included."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from kentongan.gate import language, lexicon, schools
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Match, Pattern
from kentongan.gate.rules import names

_CASE = Pattern(
    r"\b(?:korban|pelaku|tersangka|terduga|terdakwa|oknum|diduga|dugaan|dilaporkan|dicabuli|"
    r"mencabuli|"
    r"disetubuhi|menyetubuhi|diperkosa|memperkosa|melecehkan|dilecehkan|rudapaksa|dirudapaksa|"
    r"merudapaksa|disodomi|menyodomi|dihamili|menghamili|menimpa|ditahan|ditangkap|diamankan|"
    r"diperiksa|menyelidiki|menangani|pencabulan|pemerkosaan|perkosaan|persetubuhan|pelecehan|"
    r"sodomi)\b"
)
_PREVENTION = Pattern(
    r"\b(?:penyuluhan|sosialisasi|edukasi|pencegahan|mencegah|mengimbau|imbauan|deklarasi|seminar|"
    r"kampanye|lomba)\b"
)
_WORK = Pattern(
    r"\b(?:bekerja|kerja|pelayan|kasir|karyawati?|karyawan|karyawati|pegawai|pekerja|buruh|"
    r"magang|staf|"
    r"sales|penjaga|pembantu)\b(?i:(?: sebagai)?(?: [a-z]+){0,3}? di(?: sebuah)?) "
    r"(?P<n>(?!(?:Desa|Kecamatan|Kabupaten|Kota|Kelurahan|Provinsi|Polres|Polsek)\b)"
    r"[A-Z][\w&.'’-]*(?: (?:[A-Z][\w&.'’-]*|dan|\d+)){1,4})"
)
# `PT Sumber Rejeki`, `Universitas Wira`: where somebody works, studies or is treated.
_BODY = Pattern(
    r"\b(?P<n>(?:PT|CV|UD|Bank|Hotel|Kafe|Warung|Koperasi|Toko|Pabrik|Salon|GOR|Sanggar|Padepokan|Klub|Masjid|Gereja|Universitas|Institut|Politeknik|Akademi|Klinik|"
    r"Sekolah Tinggi)\.? [A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){0,3})"
)
# Whose body it may be that helps or explains.
_ADVISER = Pattern(
    r"\b(?:psikolog|psikiater|ahli|pakar|kriminolog|sosiolog|pengamat|konselor|pendamping|dokter|forensik)\b"
    r"[^.,]{0,40}$"
)
# `warga Desa Karangjati`, `pencabulan di Desa Ngadirejo`: where few live, it says who.
_VILLAGE_TOLD = Pattern(
    r"\b(?i:di|ke|dari|wilayah|warga|asal|penduduk) "
    r"(?P<n>(?:Desa|Ds\.?|Kampung|Nagari|Gampong) [A-Z][\w'’]*(?: [A-Z][\w'’]*){0,2})"
)
# In full, and as in a headline.
_DOES = (
    "mencabuli|cabuli|menyetubuhi|setubuhi|memperkosa|perkosa|melecehkan|lecehkan|merudapaksa|"
    "rudapaksa|menghamili|hamili|menyodomi|sodomi|menggagahi|gagahi|menodai|nodai"
)
# `menyetubuhi anak tirinya`: of the victim, told as an object.
_OBJECT = Pattern(
    rf"\b(?:{_DOES}) (?P<n>(?:anak|keponakan|cucu|adik|kakak|sepupu|menantu|mertua|istri|ibu)"
    r"(?: (?:tiri|kandung|angkat|sambung|ipar|asuh))?(?:nya)?(?: (?:sendiri|tetangga\w*|temannya|"
    r"majikannya))?)(?<!\banak)(?= |[.,]|$)"
)
_CLASS = Pattern(
    r"\bkelas (?:[1-9]|1[0-2]|[ivx]{1,4}|satu|dua|tiga|empat|lima|enam)(?: (?:sd|smp|sma|smk|mi|"
    r"mts|ma)\b)?"
)
_HAMLET = Pattern(
    r"(?<!\w)(?:Dusun|Dsn\.?|dusun|dsn\.?|Dukuh|Padukuhan|Kampung|Kp\.|Banjar|Jorong|Lingkungan|"
    r"Gang|Gg\.?|"
    r"RT|Perum|Perumahan|(?:Asrama|Kost?)(?: Putri| Putra)?|Kosan|Indekos|Rusun(?:awa)?|"
    r"Apartemen|Kontrakan|Panti(?: Asuhan| Jompo| Pijat)?)\.? ?"
    r"(?:[A-Z0-9][\w'’/]*|(?<=dusun )[a-z]{4,}|(?<=dsn )[a-z]{4,})"
    r"(?: [A-Z][\w'’]*){0,2}"
)
_VILLAGE = Pattern(
    r"\b(?:Desa|Ds\.?|Kelurahan|Dusun|Dsn\.?|Kampung|Nagari|Gampong) [A-Z]|\b(?:desa|ds\.?|dusun|"
    r"dsn) [a-z]{4,}"
)
_RELATIVE = (
    r"(?P<n>(?:ayah|bapak|ibu|paman|pakde|pakdhe|bibi|tante|om|kakek|nenek|kakak|abang|adik|sepupu|"
    r"mertua|menantu|keponakan|suami|kerabat|saudara|tetangga|mantan pacar|pacar|majikan|"
    r"guru ngaji|guru|dosen pembimbing|dosen|atasan|mandor|pelatih|pengasuh)(?:nya)?"
    r"(?: (?:tiri|kandung|angkat|sambung|ipar|sepupu|dekat)(?:nya)?)?)\b"
)
# A relation of the victim, told of the one who did it.
_RELATION = Pattern(
    r"\b(?:(?<!dilaporkan )(?<!didampingi )(?<!diketahui )"
    r"(?<!diantar )(?<!ditemani )(?<!diadukan )"
    r"(?<!dibuat )(?<!disampaikan )oleh|perbuatan|ulah|"
    r"kelakuan|bejat|dicabuli|disetubuhi|diperkosa|dilecehkan|dirudapaksa|digagahi|disodomi|dihamili|"
    r"tidak lain|tak lain|dilakukan|merupakan|adalah|ternyata|sekaligus|pelaku\w*|tersangka\w*|"
    r"terduga|terlapor|seorang)\b,?"
    r"(?: (?:oleh|bejat|sang|si|oknum|adalah|ialah|yang|juga|merupakan|tidak lain|berstatus|"
    rf"masih)){{0,3}} {_RELATIVE}"
)
# The same, set off behind who it is: `AS (52), pengasuh pesantren`.
_RELATION_APPOSED = Pattern(rf"\(\d{{2}}(?: ?(?:tahun|thn|th))?\),? {_RELATIVE}")
# The same, where whoever has that relation is the subject: `ayah tiri yang menyetubuhi anaknya`.
_RELATIVE_DOES = Pattern(
    rf"\b{_RELATIVE}(?: (?:yang|diduga|tega|nekat|dilaporkan|telah|itu)){{0,3}} (?:{_DOES})\b"
)
# Whose step-father somebody is, whatever he does: `Ayah Tiri di Bogor Ditangkap`.
_KIN = Pattern(
    r"(?P<n>\b(?:ayah|bapak|ibu|paman|kakek|nenek|kakak|abang|adik)(?:nya)? "
    r"(?:tiri|kandung|angkat|sambung)(?:nya)?)\b(?! (?:korban )?(?:melapor|mendampingi|mengadu))"
)
# `Pelaku pencabulan itu ayah kandung korban`.
_RELATIVE_IS = Pattern(
    rf"\b(?:pelaku|tersangka|terduga)(?: (?!di|me)\w+){{0,3}} {_RELATIVE} korban\b"
)
# Whose pupil or worker the victim is: `diserang mandornya`; nobody who helps.
_ABOVE_VICTIM = Pattern(
    r"(?<!didampingi )(?<!ditemani )(?<!diantar )(?<!bersama )(?<!dibantu )"
    r"\b(?P<n>(?:dosen(?: pembimbing)?|guru(?: ngaji)?|atasan|mandor|majikan|"
    r"pelatih|pengasuh|ustaz|kiai)nya)\b"
)
# Relations that many have to a victim.
_DISTANT = Pattern(
    r"(?:tetangga|pacar|mantan|majikan|guru|dosen|atasan|mandor|pelatih|pengasuh|om|tante|suami|kerabat|saudara)"
    r"(?!.* (?:kandung|tiri|ipar))"
)
_SINGLED_OUT = Pattern(
    r"\b[A-Z](?:\.?[A-Z]){0,3}\.?\s*\(|(?:[Ii]nisial)\s+[A-Z]|\(\s*\d{2}\s*(?:tahun|thn|th)?\s*\)"
)


def find(document: Document) -> Iterator[Hit]:
    if not document.is_sexual:
        return
    for person in document.persons:
        if person.role != "suspect" or person.is_family or person.is_child:
            yield names.hit(document, person)
    for school in schools.of_a_crime(document, _CASE):
        yield Hit(school.start, school.end, school.name)
    if not _CASE.search(document.lowered):
        return
    told = (_WORK, _BODY, _HAMLET, _VILLAGE_TOLD)
    for match in chain.from_iterable(pattern.finditer(document.text) for pattern in told):
        if _is_told(document, match):
            yield _hit(document, match)
    yield from _relations(document)
    for match in _ABOVE_VICTIM.finditer(document.lowered):
        if document.opens_with_case and _is_told(document, match):
            yield _hit(document, match)


def _relations(document: Document) -> Iterator[Hit]:
    """Class and kinship say who it is; other relations where a village or the suspect is told."""
    for match in (
        *_RELATION.finditer(document.lowered),
        *_RELATIVE_DOES.finditer(document.lowered),
        *_RELATION_APPOSED.finditer(document.lowered),
        *_RELATIVE_IS.finditer(document.lowered),
        *_KIN.finditer(document.lowered),
        *_OBJECT.finditer(document.lowered),
        *_CLASS.finditer(document.lowered),
    ):
        told = _hit(document, match).text.lower()
        is_known = not _DISTANT.match(told) or _is_close(document, match)
        if is_known and _is_told(document, match):
            yield _hit(document, match)


def _is_close(document: Document, match: Match) -> bool:
    start, end = document.sentence(match.start())
    sentence = document.text[start:end]
    return bool(_VILLAGE.search(sentence) or _SINGLED_OUT.search(sentence))


def _is_told(document: Document, match: Match) -> bool:
    start, end = document.sentence(match.start())
    words = match.group().split()
    if len(words) > 1 and lexicon.is_verb(words[1].lower()):
        return False  # `Ayah di Banjar Tega …`, in a headline
    is_headline = language.is_caseless(document.text[start:end])
    if is_headline and _BODY.match(match.group()) and not words[0].isupper():
        return False  # `Supervisor Pabrik Garmen Diduga …`
    if _ADVISER.search(document.lowered[start : match.start()]):
        return False
    return not _PREVENTION.search(document.lowered, start, end)


def _hit(document: Document, match: Match) -> Hit:
    group = "n" if "n" in match.re.groupindex else 0
    start, end = match.span(group)
    return Hit(start, end, document.text[start:end])


RULE = Rule(
    code="privasi.E010",
    type="sexual-crime-identity",
    message="Siaran tentang kejahatan seksual memuat identitas korban, keluarga "
    "atau saksi. Ini tidak dapat diberi Izin.",
    fix="hapus nama, sekolah, kelas, tempat kerja, dusun dan alamat, nama keluarga korban, dan "
    "hubungan terduga pelaku dengan korban.",
    ground="UU 12/2022 (TPKS) pasal 71; Kode Etik Jurnalistik pasal 5; UU 11/2012 (SPPA) pasal 19",
    find=find,
    absolute=True,
    must=(
        "Korban pemerkosaan, Dewi Lestari (24), dirawat di rumah sakit.",
        "Ibu korban pencabulan, Sulastri, melapor ke polisi.",
        "Persetubuhan itu menimpa siswi SMPN 2 Kraton.",
        "Klarifikasi: ibu dari korban perkosaan bernama Sri Wahyuni sudah dimintai keterangan.",
        "Polisi menyelidiki dugaan pencabulan terhadap anak di Desa Raci oleh ayah tirinya S (45).",
        "Anak (12) diduga disetubuhi pamannya berinisial K (39) di Desa Semare.",
        "Polisi menyelidiki pencabulan terhadap santriwati di Pondok Pesantren Nurul Falah.",
        "Oknum kepala SD Negeri Gerongan 1 diduga mencabuli muridnya.",
        "Korban pelecehan seksual bekerja sebagai pelayan di Rumah Makan Sari Laut.",
        "Dugaan persetubuhan menimpa gadis (14) anak seorang penjual tahu di Dusun Gambir.",
        "Buruh PT Sumber Rejeki itu dilecehkan mandornya.",
        "Mahasiswi Universitas Wira menjadi korban pelecehan dosennya.",
        "Korban pemerkosaan, warga Desa Karangjati, didampingi psikolog.",
        "Gadis (15) itu hamil akibat perbuatan bejat bapak kandungnya yang memperkosa.",
        "Korban persetubuhan, siswi kelas 6 SD di Desa Karangrejo, didampingi psikolog.",
        "Pemerkosaan itu terjadi di Kos Putri Kenanga.",
        "Persetubuhan dilakukan terhadap santri Pondok Pesantren Nurul Iman.",
    ),
    must_not=(
        "Korban pemerkosaan (24) dirawat di rumah sakit.",
        "Ibu korban pencabulan melapor ke Unit PPA Polres Pasuruan Kota.",
        "Kanit PPA Ipda Dewi Lestari menangani perkara asusila.",
        "Penyuluhan pencegahan kekerasan seksual digelar di SMPN 2 Kraton.",
        "Polres Pasuruan Kota menahan pria (45) dalam perkara pencabulan anak di Kecamatan Kraton.",
        "Tersangka pencabulan anak (13) diancam 15 tahun penjara.",
        "Pelaku pelecehan seksual di dalam bus diamankan penumpang lain.",
    ),
)

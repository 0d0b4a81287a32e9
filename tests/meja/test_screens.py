"""Every screen, without a script: what it offers leads on, and what is typed arrives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from kentongan.meja import guard
from kentongan.meja.values import Session
from starlette.requests import Request

from tests.meja.desks import PASSWORD, Builds, Office, words
from tests.meja.screens import Visitor, picture, visit, visitor
from tests.site.builder import GOLDEN, ROOT

TEXT = """*Patroli Malam di Pasar Uji Berjalan Aman*

Polsek Uji – Petugas Polsek Uji berpatroli di Pasar Uji pada Senin (23/11/2026) malam.

Kapolsek Uji AKP Sutrisno mengatakan patroli itu menenangkan pedagang.

“Kami hadir agar warga tenang,” ujar AKP Sutrisno.
"""


@pytest.fixture
def office(tmp_path: Path, builds: Builds) -> Iterator[Office]:
    """A desk with the looks of the public site."""
    made = Office(tmp_path, builds, THEME=str(ROOT / "theme"), SITEURL="https://humas.test")
    yield made
    made.desk.close()


@pytest.fixture
def writer(office: Office) -> Session:
    return office.person("Bripda Penulis")


@pytest.fixture
def editor(office: Office) -> Session:
    return office.person("Iptu Penyunting", "penyunting", "polresta-uji")


def begun(office: Office, writer: Session, text: str = TEXT, photographs: int = 0) -> Visitor:
    page = visit(office, writer)
    files = {"foto": [picture(colour) for colour in ("teal", "navy", "olive")[:photographs]]}
    return page.send("/bagikan", files=files, teks=text)


def test_a_pasted_text_with_photographs_is_public_in_three_actions(
    office: Office, writer: Session, editor: Session
) -> None:
    page = begun(office, writer, photographs=2)
    assert page.status == 200
    assert page.text("//textarea[@name='judul']") == "Patroli Malam di Pasar Uji Berjalan Aman"
    assert len(page.all("//div[@class='foto']//img")) == 2
    page.send("", "kirim")
    assert page.has("Menunggu orang kedua")
    place = page.path
    approver = visit(office, editor).open(place)
    assert approver.has("Setujui dan terbitkan")
    approver.send("", "terbitkan")
    assert approver.path.endswith("/menerbitkan")
    office.publish()
    approver.open(approver.path)
    assert approver.has("Sudah tayang")
    (file,) = [path for path in office.builds.seen[-1] if path.endswith(".md")]
    published = office.builds.seen[-1]
    assert b"Gambar: " in published[file]
    assert len([path for path in published if path.endswith(".jpg")]) == 2


def test_a_schedule_is_made_changed_and_taken_back_with_words_for_each(
    office: Office, writer: Session, editor: Session
) -> None:
    page = begun(office, writer)
    page.send("", "kirim")
    approver = visit(office, editor).open(page.path)
    assert approver.has("Setujui dan jadwalkan")
    approver.send("", "setujui")
    assert visit(office, writer).has("Menunggu orang lain")
    assert approver.has("disetujui Iptu Penyunting")
    for day, hour in (("2031-01-02", ""), ("", "08:00"), ("", "")):
        refused = visit(office, editor).open(page.path).send("", "jadwalkan", hari=day, jam=hour)
        assert refused.status == 422
        assert refused.has("Isi hari dan jamnya")
    approver.send("", "jadwalkan", hari="2031-01-02", jam="08:00")
    assert approver.has("2 Januari 2031, 08.00")
    assert approver.has("Terbitkan sekarang")
    approver.send("", "jadwalkan", hari="2031-01-03", jam="09:00")
    assert approver.has("3 Januari 2031, 09.00")
    assert approver.has("Ganti jadwal")
    approver.send("", "batal-jadwal")
    assert not approver.has("3 Januari 2031")
    assert approver.has("Terbitkan")
    assert not approver.has("Terbitkan sekarang")


def test_the_summary_follows_the_text_until_it_is_public(office: Office, writer: Session) -> None:
    page = begun(office, writer)
    assert b"Ringkasan" not in office.desk.draft(writer, page.path.split("/")[2]).text


def test_the_camera_adds_to_the_photographs_of_the_gallery(office: Office, writer: Session) -> None:
    files = {"foto": [picture("teal")], "kamera": [picture("navy")]}
    page = visit(office, writer).send("/bagikan", files=files, teks=TEXT)
    assert len(page.all("//div[@class='foto']//img")) == 2
    page.send("/" + page.path.lstrip("/") + "/foto", files={"kamera": [picture("olive")]})
    assert len(page.all("//div[@class='foto']//img")) == 3


def test_what_is_edited_is_saved_and_the_rest_stays(office: Office, writer: Session) -> None:
    page = begun(office, writer)
    place = page.path
    before = office.desk.draft(writer, place.split("/")[2]).text
    page.send("", "simpan")
    assert office.desk.draft(writer, place.split("/")[2]).text == before
    body = page.all("//textarea[@name='isi']")[0].text.lstrip("\n")
    page.send("", "simpan", isi=body.replace("menenangkan", "*menenangkan*"))
    after = office.desk.draft(writer, place.split("/")[2]).text
    assert after == before.replace(b"menenangkan", b"**menenangkan**")


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
def test_a_published_file_opened_and_saved_is_the_same(
    office: Office, editor: Session, newline: bytes
) -> None:
    data = (GOLDEN / "rilis/2026/11/patroli-malam-di-pasar-kalibening.md").read_bytes()
    data = re.sub(rb"(?m)^(Satuan: ).*$", rb"\1polsek-uji", data)
    data = re.sub(rb"(?m)^(Gambar|Samarkan)[^:]*:.*\n|!\[.*\n|.*denah-lampu.*\n", b"", data)
    office.project.add("rilis/2026/11/patroli.md", "")
    (office.content / "rilis/2026/11/patroli.md").write_bytes(data.replace(b"\n", newline))
    office.git("add", "-A")
    office.git("-c", "user.name=a", "-c", "user.email=a@a", "commit", "-qm", "isi")
    (item,) = [row for row in office.desk.search(editor, "Kalibening") if row.code]
    page = visit(office, editor).open(f"/rilis/{item.code}").send("", "perbarui")
    id = page.path.split("/")[2]
    before = office.desk.draft(editor, id).text
    page.send("", "simpan")
    assert office.desk.draft(editor, id).text == before
    page.open(f"/naskah/{id}/rincian").send("", "simpan")
    assert office.desk.draft(editor, id).text == before


def test_several_releases_in_one_text_become_several_drafts(
    office: Office, writer: Session
) -> None:
    two = TEXT + "\n---------\n\n" + TEXT.replace("Pasar Uji", "Terminal").replace("Malam", "Pagi")
    page = begun(office, writer, two)
    assert page.path == "/terima"
    assert page.has("2 rilis ditemukan")
    assert len(page.all("//a[@class='daftar__satu']")) == 2


SHORT = """*Patroli Malam di Pasar Uji*

Polsek Uji – Semua aman, Senin (23/11/2026) malam.

*Sambang Warga Desa Tambakrejo*

Polsek Uji – Bhabinkamtibmas menyambangi warga Desa Tambakrejo pada Senin (23/11/2026) pagi untuk \
mengingatkan keamanan lingkungan.
"""


def test_two_short_releases_in_one_text_are_told_of_and_parted(
    office: Office, writer: Session
) -> None:
    page = visit(office, writer)
    page.send("/bagikan", files={"foto": [picture("teal"), picture("navy")]}, teks=SHORT)
    draft = page.path
    assert page.has("memuat dua rilis")
    page.send("", "pisah")
    assert page.path == f"{draft}/pisahkan"
    (chosen,) = page.all("//input[@name='mulai'][@checked]/../span")
    assert "Tambakrejo" in chosen.text
    form = {name: page.all(f"//main//input[@name='{name}']/@value")[0] for name in ("kunci", "rev")}
    page.send("", "pisahkan")
    assert page.path == "/terima"
    titles = [row.text for row in page.all("//span[@class='daftar__judul']")]
    assert titles == ["Patroli Malam di Pasar Uji", "Sambang Warga Desa Tambakrejo"]
    first, second = (
        office.desk.draft(writer, link.rpartition("/")[2])
        for link in page.all("//a[@class='daftar__satu']/@href")
    )
    assert b"Tambakrejo" not in first.text and len(first.photographs) == 2
    assert b"Pasar Uji" not in second.text and b"23 November 2026" in second.text
    assert second.code != first.code and second.unit == first.unit == "polsek-uji"
    assert not page.open(draft).has("memuat dua rilis")
    # The same press that arrives twice parts once.
    form |= {"tanda": page.all("//meta[@name='tanda']/@content")[0], "mulai": "1"}
    assert page.client.post(f"{draft}/pisahkan", data=form).status_code == 200
    assert len(office.desk.home(writer).to_do) == 2


def test_what_is_parted_meanwhile_is_not_lost(
    office: Office, writer: Session, editor: Session
) -> None:
    page = begun(office, writer, SHORT)
    draft = page.path
    page.open(f"{draft}/pisahkan")
    other = visit(office, editor).open(draft)
    body = other.all("//textarea[@name='isi']")[0].text.lstrip("\n")
    other.send("", "simpan", isi=body.replace("malam", "malam hari"))
    page.send("", "pisahkan", mulai="1")
    assert "/beda/" in page.path
    texts = [office.desk.draft(writer, item.id).text for item in office.desk.home(writer).to_do]
    assert any(b"malam hari" in text for text in texts)
    assert any(b"Sambang Warga" in text and b"Pasar Uji" not in text for text in texts)


def test_only_a_new_text_of_several_paragraphs_is_parted(
    office: Office, writer: Session, editor: Session
) -> None:
    page = begun(office, writer, "*Satu Saja*\n\nPolsek Uji – Hanya satu paragraf, Senin.")
    assert page.open(f"{page.path}/pisahkan").status == 422
    page = begun(office, writer)
    draft = page.path
    for place in ("", "0", "99", "x"):
        page.open(f"{draft}/pisahkan")
        assert page.send("", "pisahkan", mulai=place).status == 422
    page.open(draft).send("", "kirim")
    visit(office, editor).open(draft).send("", "terbitkan")
    office.publish()
    assert page.open(f"{draft}/pisahkan").status == 409


def test_a_text_that_is_not_being_published_is_not_said_to_be(
    office: Office, writer: Session
) -> None:
    page = begun(office, writer)
    draft = page.path
    assert page.open(f"{draft}/menerbitkan").path == draft
    page.send("", "kirim")
    assert page.open(f"{draft}/menerbitkan").path == draft and page.has("Menunggu orang kedua")


def test_an_empty_share_says_so(office: Office, writer: Session) -> None:
    page = begun(office, writer, "  ")
    assert page.status == 422
    assert page.has("salin teksnya")


def test_a_share_that_arrives_twice_is_once(office: Office, writer: Session) -> None:
    page = visit(office, writer)
    key = "kunci-yang-sama-0001"
    first = page.send("/bagikan", teks=TEXT, kunci=key).path
    assert page.open("/").send("/bagikan", teks=TEXT, kunci=key).path == first


def test_a_photograph_is_described_blurred_and_dropped(office: Office, writer: Session) -> None:
    page = begun(office, writer, photographs=2)
    id = page.path.split("/")[2]
    first, second = office.desk.draft(writer, id).photographs
    page.open(f"/naskah/{id}/foto/{second.name}")
    page.send("", "simpan", alt="Petugas di pasar", keterangan="Malam", daerah="10,10,30,30")
    kept = {photo.name: photo for photo in office.desk.draft(writer, id).photographs}
    assert kept[second.name].regions[0].width == 30
    assert b"![Petugas di pasar]" in office.desk.draft(writer, id).text
    page.open(f"/naskah/{id}/foto/{second.name}").send("", "utama")
    assert f"Gambar: {second.name}".encode() in office.desk.draft(writer, id).text
    page.open(f"/naskah/{id}/foto/{second.name}").send("", "buang-foto")
    draft = office.desk.draft(writer, id)
    assert [photo.name for photo in draft.photographs] == [first.name]
    assert f"Gambar: {first.name}".encode() in draft.text


def test_what_is_no_photograph_is_told_and_the_text_is_kept(
    office: Office, writer: Session
) -> None:
    page = visit(office, writer)
    page.send("/bagikan", files={"foto": [b"<svg/>", picture("teal")]}, teks=TEXT)
    assert page.status == 200
    assert page.has("bukan foto")
    (alt,) = page.all("//textarea[starts-with(@name, 'alt.')]")
    assert "2" not in alt.text  # the only one that was taken is not the second of two


def test_returned_with_a_note_it_is_written_again(
    office: Office, writer: Session, editor: Session
) -> None:
    page = begun(office, writer).send("", "kirim")
    approver = visit(office, editor).open(page.path)
    assert approver.send("", "kembalikan", catatan=" ").status == 422
    approver.open(page.path).send("", "kembalikan", catatan="Sebut jumlah petugas.")
    page.open(page.path)
    assert page.has("Sebut jumlah petugas.")
    assert page.all("//textarea[@name='isi']")


def test_two_people_on_one_text_choose_for_each_paragraph(
    office: Office, writer: Session, editor: Session
) -> None:
    page = begun(office, writer)
    other = visit(office, editor).open(page.path)
    body = page.all("//textarea[@name='isi']")[0].text.lstrip("\n")
    other.send("", "simpan", isi=body.replace("malam.", "malam hari."))
    page.send("", "simpan", isi=body.replace("pedagang", "para pedagang"))
    assert "/beda/" in page.path
    page.send("", "pilih")
    text = office.desk.draft(writer, page.path.split("/")[2]).text.decode()
    assert "para pedagang" in text


def test_of_a_paragraph_that_two_changed_neither_is_chosen_unseen(
    office: Office, writer: Session, editor: Session
) -> None:
    page = begun(office, writer)
    other, place = visit(office, editor), page.path
    body = page.all("//textarea[@name='isi']")[0].text.lstrip("\n")
    for number in range(12):  # as a phone saves while someone writes
        other.open(place).send("", "simpan", isi=body.replace("malam.", f"malam {number}."))
    page.send("", "simpan", isi=body.replace("malam.", "malam hari.") + "\n\nDari saya.")
    assert [choice.get("value") for choice in page.all("//input[@checked]")] == ["lama"]
    assert all("required" in choice.attrib for choice in page.all("//input[@type='radio']"))
    assert page.has("malam hari.") and page.has("malam 11.")


def test_a_finding_gets_a_permit_by_name_and_reason(office: Office, writer: Session) -> None:
    page = begun(office, writer, TEXT + "\nKeluarga dapat dihubungi di 0812-3456-7890.\n")
    (link,) = page.all("//a[@data-izin][contains(@href, 'privasi.E002')]/@href")
    page.open(link)
    assert page.has("Bripda Penulis")
    page.send(page.path, "izin", alasan="Diminta keluarga")
    text = office.desk.draft(writer, page.path.split("/")[2]).text.decode()
    assert "Izin: privasi.E002 | Bripda Penulis" in text


def test_published_it_is_corrected_and_withdrawn(
    office: Office, writer: Session, editor: Session
) -> None:
    page = begun(office, writer).send("", "kirim")
    approver = visit(office, editor).open(page.path)
    approver.send("", "terbitkan")
    office.publish()
    code = office.desk.draft(writer, page.path.split("/")[2]).code
    approver.open(f"/rilis/{code}/ralat")
    approver.send(
        "", "ralat", keliru="Kapolsek Uji AKP Sutrisno", benar="Kapolsek Uji AKP Sutrisna"
    )
    assert approver.status == 200
    office.publish()
    approver.open(f"/rilis/{code}/cabut")
    assert approver.send("", "cabut", jenis="privasi", alasan="Atas permintaan").status == 422
    approver.open(f"/rilis/{code}/cabut")
    approver.send("", "cabut", jenis="privasi", alasan="Atas permintaan", yakin="ya")
    office.publish()
    assert approver.open(f"/rilis/{code}").has("Dicabut")


def test_a_search_closed_by_mistake_is_opened_again(
    office: Office, writer: Session, editor: Session
) -> None:
    chief = office.person("Kompol Uji", "penyunting", "polresta-uji")
    office.desk.deeds.check = lambda *_: ()
    more = "Jenis: orang-hilang\nNama: Siti Uji\nStatus-Kasus: dicari\n"
    more += "Berlaku-Sampai: 4 Desember 2026\nKontak: 110\n"
    draft = office.draft(writer, words(title="Dicari: Siti Uji", more=more))
    office.desk.act(writer, draft.id, "kirim")
    office.desk.act(editor, draft.id, "terbitkan")
    office.publish()
    page = visit(office, editor).open(f"/rilis/{draft.code}/tutup")
    page.send("", "tutup", status="ditemukan")
    office.publish()
    page.open(f"/rilis/{draft.code}")
    assert page.has("Ubah akhirnya") and not page.has("Salin alamat")
    page.open(page.all("//a[@data-perbuatan='buka-lagi']/@href")[0])
    assert page.all("//input[@name='sampai']/@value") == ["2026-12-04"]
    assert page.has("orang kedua") and page.has("Dicari: Siti Uji")
    page.send("", "buka-lagi")
    assert page.has("Menunggu orang kedua")
    visit(office, chief).open(page.path).send("", "terbitkan")
    office.publish()
    assert page.open(page.path).text("//h1") == "Pencarian dibuka lagi"
    assert page.has("Bagikan ke WhatsApp")
    office.clock.later(days=14)
    page.open(f"/rilis/{draft.code}/buka-lagi")
    assert page.all("//input[@name='sampai']/@value") == [""]


def test_every_screen_opens(office: Office, editor: Session, writer: Session) -> None:
    manager = office.person("Kompol Pengelola", "pengelola", "")
    draft = office.draft(writer, words())
    page = visit(office, manager)
    paths = [
        "/",
        "/cari",
        "/cari?q=patroli",
        "/saya",
        "/orang",
        "/pengaturan",
        "/keadaan",
        "/luring",
    ]
    paths += [
        f"/naskah/{draft.id}{rest}" for rest in ("", "/rincian", "/riwayat", "/kirim", "/lihat")
    ]
    for path in paths:
        assert page.open(path).status == 200, path
        assert page.all("//main"), path
    page.open("/orang")
    page.send("/orang/undang", nama="Baru", jabatan="Humas", peran="penulis", satuan="polsek-uji")
    link = page.text("//*[@data-tautan]")
    guest = visitor(office).open(link.removeprefix("https://meja.test"))
    guest.send("", "terima-undangan", sandi="kuda baterai klip benar")
    assert guest.path == "/saya"


def test_a_withdrawn_release_is_not_offered_for_sharing(
    office: Office, writer: Session, editor: Session
) -> None:
    page = begun(office, writer).send("", "kirim")
    approver = visit(office, editor).open(page.path).send("", "terbitkan")
    office.publish()
    code = office.desk.draft(editor, page.path.split("/")[2]).code
    assert approver.open(approver.path).has("Bagikan ke WhatsApp")
    approver.open(f"/rilis/{code}/cabut")
    approver.send("", "cabut", jenis="privasi", alasan="Permintaan keluarga", yakin="ya")
    office.publish()
    approver.open(approver.path)
    assert approver.text("//h1") == "Sudah dicabut"
    assert approver.has("PEMBERITAHUAN PENCABUTAN")
    assert not approver.has("Bagikan ke WhatsApp")
    approver.open("/")
    (row,) = approver.all("//section[h2='Baru terbit']//a[@class='daftar__satu']")
    assert row.get("href") == f"/rilis/{code}"
    assert "Dicabut" in row.text_content()
    approver.open(f"/rilis/{code}")
    assert not approver.has("Salin alamat")
    history = [row.text_content() for row in approver.all("//section[h2='Riwayat']//a")]
    assert [" ".join(row.split())[:7] for row in history] == ["Dicabut", "Terbit "]


def test_a_returned_text_shows_the_newest_note(
    office: Office, writer: Session, editor: Session
) -> None:
    id = office.draft(writer).id
    for note in ("Judulnya terlalu panjang", "Tanggalnya belum benar"):
        office.desk.act(writer, id, "kirim")
        office.desk.act(editor, id, "kembalikan", note=note)
        office.clock.later(minutes=5)
    page = visit(office, writer).open(f"/naskah/{id}")
    assert page.has("Tanggalnya belum benar")
    assert not page.has("Judulnya terlalu panjang")


def test_an_invitation_names_its_units(office: Office) -> None:
    manager = office.person("Kompol Kepala", "pengelola", "")
    page = visit(office, manager).open("/orang")
    page.send("/orang/undang", nama="Baru", jabatan="Humas", peran="penulis")
    assert page.status == 422
    page.open("/orang")
    page.send("/orang/undang", nama="Baru", jabatan="Humas", peran="penulis", satuan="semua")
    assert page.status == 200
    assert page.has("Penulis, semua satuan · belum masuk")


def test_signing_in_leads_on_to_what_was_opened(office: Office, writer: Session) -> None:
    path = begun(office, writer).path
    page = visitor(office)
    assert page.open(path).path == "/masuk"
    for part in ("image", "iframe"):
        page.client.get(f"{path}/foto/x", headers={"Sec-Fetch-Dest": part})
    assert page.send("/masuk", nama=writer.person.name, sandi=PASSWORD).path == path
    page.client.cookies.delete(guard.cookie_name(office.desk.origin, "sesi"))
    assert page.sign_in(writer.person.name).path == "/"


def test_signing_in_never_leads_away(office: Office) -> None:
    def after(path: str) -> str:
        cookie = f"{guard.cookie_name(office.desk.origin, 'tujuan')}={path}"
        headers = [(b"cookie", cookie.encode())]
        return guard.destination(office.desk, Request({"type": "http", "headers": headers}))

    assert after("/rilis/QCE-4Q7-FNW") == "/rilis/QCE-4Q7-FNW"
    elsewhere = (
        "//lain.test",
        "https://lain.test",
        "lain",
        r"/\lain.test",
        "/a b",
        "/naskah/\u0661",
        "",
    )
    assert {after(path) for path in elsewhere} == {"/"}


def scripts(*names: str) -> int:
    """The bytes of scripts that others import."""
    folder = Path("plugins/kentongan/meja/screens/static")
    return sum(len((folder / f"{name}.js").read_bytes()) for name in names)


def test_the_shell_is_kept_and_small(office: Office) -> None:
    page = visitor(office)
    size = 0
    client = page.client
    answer = client.get("/masuk")
    size = len(answer.content)
    page.open("/masuk")
    for address in page.all("//link[@rel='stylesheet']/@href | //script/@src"):
        got = client.get(address)
        assert got.status_code == 200
        assert "immutable" in got.headers["cache-control"]
        size += len(got.content)
    assert size + scripts("kunci", "serah", "antrean", "unsur") < 40_000
    worker = client.get("/sw.js").text
    assert "/luring" in worker
    told = client.get("/manifest.webmanifest").json()
    assert told["share_target"]["action"] == "/bagikan"


def test_the_editor_is_small(office: Office, writer: Session) -> None:
    page = begun(office, writer)
    answer = page.client.get(page.path)
    size = len(answer.content)
    for address in page.all("//link[@rel='stylesheet']/@href | //script/@src"):
        size += len(page.client.get(address).content)
    assert size + scripts("antrean", "kecilkan", "serah", "tambahfoto", "temuan", "unsur") < 100_000


def test_no_template_holds_a_script_or_a_style() -> None:
    import re

    for path in Path("plugins/kentongan/meja/screens/templates").glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text), path.name
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path.name


def test_the_preview_answers_with_a_policy_of_its_own(office: Office, writer: Session) -> None:
    page = begun(office, writer)
    id = page.path.split("/")[2]
    answer = page.client.get(f"/naskah/{id}/pratinjau/")
    assert answer.status_code == 200
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert "Patroli Malam di Pasar Uji" in answer.text


def test_findings_are_told_to_scripts(office: Office, writer: Session) -> None:
    page = begun(office, writer)
    id = page.path.split("/")[2]
    form = {"tanda": page.all("//meta[@name='tanda']/@content")[0]}
    form |= {"judul": "Patroli", "isi": "Ini himbauan polisi kepada warga desa."}
    told = page.client.post(
        f"/naskah/{id}/periksa", data=form, headers={"Accept": "application/json"}
    ).json()
    (found,) = [finding for finding in told["temuan"] if finding["kode"] == "redaksi.W007"]
    assert form["isi"][found["a"] : found["b"]] == "himbauan"
    assert found["ganti"][0]["teks"] == "imbauan"
    assert set(found) >= {"kode", "jenis", "keparahan", "bidang", "pesan", "saran", "mutlak"}

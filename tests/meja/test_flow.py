"""A text from its first version to Git and the site, and what comes after."""

from __future__ import annotations

from tests.meja.desks import Office


def test_a_text_is_sent_approved_and_public_with_both_names(office: Office) -> None:
    writer = office.person("Bripda Uji")
    editor = office.person("AKP Uji", "penyunting", "polresta-uji")
    draft = office.draft(writer)
    assert draft.state == "draf" and "kirim" in draft.deeds and "terbitkan" not in draft.deeds
    office.desk.act(writer, draft.id, "kirim")
    seen = office.desk.draft(editor, draft.id)
    office.desk.act(editor, draft.id, "terbitkan", digest=seen.digest)
    office.publish()
    done = office.desk.draft(writer, draft.id)
    assert done.state == "terbit", office.desk.job(writer, draft.id)
    assert (office.content / done.path).read_bytes() == done.text
    log = office.git("log", "-1", "--format=%an%n%B")
    assert log.splitlines()[0] == "Bripda Uji"
    assert f"Kode: {done.code}" in log and "Disetujui-Oleh: AKP Uji" in log
    assert f"Naskah: {done.id} {done.digest}" in log
    assert office.git("status", "--porcelain") == ""

"""An attachment whose words nothing here can read, such as a PDF: a person has to."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.domain.problems import masked
from kentongan.gate.document import Document
from kentongan.gate.model import Finding, Hit, Rule


def find(document: Document) -> Iterator[Hit]:
    """Nothing in a text: `attached` looks at the files."""
    return iter(())


def finding(name: str, digest: str) -> Finding:
    """The finding for a file; a permit for it counts as long as its bytes stay."""
    return Finding(
        code=RULE.code,
        type=RULE.type,
        text=name,
        masked=masked(name),
        message=f"{RULE.message}: {masked(name)}.",
        fix=RULE.fix,
        sentence=f"{name} {digest}",
    )


RULE = Rule(
    code="privasi.E018",
    type="file-name",
    message="Isi lampiran tidak dapat dibaca gerbang",
    fix="baca seluruhnya, juga sifat dokumennya; bila aman, tambahkan baris "
    "Izin: privasi.E018 | nama dan jabatan | sudah dibaca seluruhnya. Izin itu gugur bila "
    "berkasnya diganti. "
    "Word, Excel dan CSV dibaca gerbang.",
    ground="UU 27/2022 (PDP) pasal 4; UU 11/2012 (SPPA) pasal 19",
    find=find,
)

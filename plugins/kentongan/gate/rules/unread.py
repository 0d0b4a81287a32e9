"""An attachment whose words nothing here can read, such as a PDF: a person has to."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
        masked=shown(name),
        message=f"{RULE.message}: {shown(name)}.",
        fix=RULE.fix,
        sentence=f"{name} {digest}",
    )


def shown(name: str) -> str:
    """The name of a file for a message, without long numbers."""
    return re.sub(r"\d{9,}", lambda match: f"{match[0][:2]}xx…xx{match[0][-2:]}", name)


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

from __future__ import annotations

from kentongan.domain import codes
from kentongan.parts.authenticity import qr


def test_combined_codes_are_those_that_are_encoded_one_by_one() -> None:
    addresses = [f"https://humas.test/r/{codes.derive(str(number))}/" for number in range(60)]
    drawn = [qr.qr_svg(address) for address in addresses]
    assert drawn == [qr._svg(qr._encode(address.encode())) for address in addresses]
    assert len(set(drawn)) == 60

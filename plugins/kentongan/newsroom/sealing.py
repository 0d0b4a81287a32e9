"""The seals that staff ask for with `--segel`, and those that the content sets by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kentongan.domain import addresses, codes
from kentongan.publishing.core import Publication
from kentongan.publishing.errors import Refused
from kentongan.site import seals


def codes_in(written: Iterable[str]) -> tuple[str, ...]:
    """The codes in printed form. Raises Refused for anything else."""
    normalised = []
    for text in written:
        try:
            normalised.append(codes.normalise(text))
        except codes.CodeError:
            raise Refused(f"--segel {text}: bukan kode rilis.") from None
    return tuple(normalised)


def refuse_unknown(wanted: Iterable[str], publication: Publication) -> None:
    for code in wanted:
        if addresses.file(addresses.api_release(code)) not in publication.manifest.files:
            raise Refused(f"--segel {code}: tidak ada rilis dengan kode itu di situs.")


def hidden_by_themselves(new: Iterable[str], asked: Collection[str]) -> list[str]:
    """Say which releases now hide what they showed: their older versions are gone."""
    found = {seals.code_of(mark) for mark in new if seals.is_mark(mark)}
    return [
        f"Rilis {code}: yang dibetulkan atau disamarkan pernah tayang, jadi terbitan lama yang "
        "memuatnya tidak dapat ditayangkan lagi."
        for code in sorted(found.difference(asked))
    ]

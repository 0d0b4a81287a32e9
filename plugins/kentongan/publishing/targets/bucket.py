"""The client of an object store, with its errors in words for staff."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kentongan.publishing import secrets
from kentongan.publishing.core import Options
from kentongan.publishing.errors import (
    ConfigurationError,
    PublishingError,
    Refused,
    TransferError,
)
from kentongan.publishing.far import refusal as refused
from kentongan.publishing.far import why, with_report

KEYS = (*secrets.OF_STORES, "AWS_SESSION_TOKEN")
_CREDENTIALS = (
    "AccessDenied",
    "ExpiredToken",
    "Forbidden",
    "InvalidAccessKeyId",
    "InvalidToken",
    "SignatureDoesNotMatch",
    "403",
)


def connect(options: Options, threads: int) -> Any:
    """A client of the store. Raises ConfigurationError."""
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError
    except ImportError as error:
        raise ConfigurationError(
            "Tujuan S3 memerlukan boto3: pip install kentongan[s3]."
        ) from error
    profile = options.text("profile", "") or None
    config = Config(
        connect_timeout=5,
        read_timeout=30,
        max_pool_connections=threads + 2,
        retries={"mode": "standard", "total_max_attempts": 6},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    # Of a profile the keys stand elsewhere.
    keys = {} if profile else {name.lower(): secrets.read(name) or None for name in KEYS}
    try:
        return boto3.session.Session(profile_name=profile).client(
            "s3",
            **keys,
            endpoint_url=options.text("endpoint", "") or None,
            region_name=options.text("region", "") or None,
            config=config,
        )
    except (BotoCoreError, ValueError) as error:
        failure = ConfigurationError(
            f"Tujuan {options.name}: endpoint, region atau profile di publishconf.py keliru."
        )
        raise with_report(failure, str(error)) from error


@contextmanager
def translating_errors(bucket: str) -> Iterator[None]:
    """Turn errors of the store into advice for staff."""
    from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, SSLError

    try:
        yield
    except NoCredentialsError as error:
        raise Refused(
            "Kunci akses S3 belum ada. Isi AWS_ACCESS_KEY_ID dan AWS_SECRET_ACCESS_KEY, "
            "atau sebut profile di publishconf.py."
        ) from error
    except ClientError as error:
        raise refusal(bucket, error.response) from error
    except BotoCoreError as error:
        complaint = str(error)
        known = refused(complaint, f"penyimpanan {bucket}") if isinstance(error, SSLError) else None
        failure = TransferError(
            f"Sambungan ke penyimpanan {bucket} terputus{why(complaint)}. "
            "Jalankan humas terbit lagi untuk melanjutkan."
        )
        raise known or with_report(failure, complaint) from error


def refusal(bucket: str, answer: dict[str, Any]) -> PublishingError:
    code = str(answer.get("Error", {}).get("Code", ""))
    if code in _CREDENTIALS:
        return Refused(f"Penyimpanan {bucket} menolak kunci akses ({code}).")
    if code == "RequestTimeTooSkewed":
        return Refused("Jam komputer ini terlalu jauh dari jam penyimpanan. Betulkan jam.")
    if code == "NoSuchBucket":
        return ConfigurationError(f"Bucket {bucket} tidak ada.")
    if code in ("QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "507"):
        return TransferError(f"Penyimpanan {bucket} penuh. Kosongkan ruang, lalu jalankan lagi.")
    return TransferError(f"Penyimpanan {bucket} menjawab {code}. Jalankan humas terbit lagi.")

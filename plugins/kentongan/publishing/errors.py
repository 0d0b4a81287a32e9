"""What can go wrong while publishing; each error carries the sentence that staff read."""

from __future__ import annotations


class PublishingError(Exception):
    """A publication did not take place. `str()` is an Indonesian sentence with what to do."""

    report = ""
    """What a mail about the failure shows beyond the sentence."""


class ConfigurationError(PublishingError):
    """The target is not set up, or set up wrongly."""


class Busy(PublishingError):
    """Someone else publishes at this moment, or published since we looked."""


class Refused(PublishingError):
    """The far side refused us, or we refuse it: credentials, host key, clock."""


class TransferError(PublishingError):
    """The connection or the disk failed on the way. The public site is as it was; run again."""


class NoVersion(PublishingError):
    """There is no earlier version that may be shown again."""

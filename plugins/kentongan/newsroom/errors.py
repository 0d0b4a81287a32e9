"""Errors of the newsroom, each a sentence that can be shown as it is."""

from __future__ import annotations


class NewsroomError(Exception):
    """Something in the content, the settings or on the disk is in the way. Indonesian."""


class RequestError(NewsroomError):
    """The request makes no sense, whatever the content is. Indonesian."""

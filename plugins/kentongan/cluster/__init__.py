"""Builds of hosted districts: by this machine, or by the workers of a cluster.

A district without a machine of its own is a folder with settings and content. A build gets a copy
of it by digests, runs the very build of `make publish`, and hands back the files that changed. So
it makes no difference where it ran, how often it was begun anew, or who else worked at that time.
"""

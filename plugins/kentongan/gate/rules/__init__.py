"""The rules, one a file. A rule's number is never used again for another one."""

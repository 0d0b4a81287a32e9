"""A province: many districts, one portal, whose texts are verified before they are shown."""

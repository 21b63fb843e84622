"""The channels: what each makes of the same content."""

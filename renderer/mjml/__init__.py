"""The door to MJML: check, mirror and compile an email's source once, and derive its text part."""

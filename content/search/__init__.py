"""Search over all that is published, in two languages."""

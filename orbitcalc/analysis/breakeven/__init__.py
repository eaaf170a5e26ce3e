"""The values of a variable at which two quantities are equal."""

"""The version of the product: desktop, server and vocabulary are released together."""

__version__ = "0.1.0"

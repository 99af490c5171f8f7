"""What an operator is told. `logging` is loaded when there is something to tell, for it costs a third of this package."""


def tell(text: str, *values: object, trace: bool = False) -> None:
    """Log an error of the store itself."""
    import logging  # noqa: PLC0415 - see above

    logging.getLogger("dynamodb_sqlite").error(text, *values, exc_info=trace)


def whisper(text: str, *values: object, trace: bool = False) -> None:
    """Log what nobody need know who is not looking for it."""
    import logging  # noqa: PLC0415 - see above

    logging.getLogger("dynamodb_sqlite").debug(text, *values, exc_info=trace)

"""Limits that a process sets on itself before it reads what a stranger has sent."""


def confine(seconds: int, size: int) -> None:
    """Ends this process after so many seconds of computing; more than `size` bytes of memory it does not get.

    Where the system knows no such limits there are none.
    """
    try:
        import resource  # noqa: PLC0415 not everywhere
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (size, size))

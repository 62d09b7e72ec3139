"""One verb a module: `add_arguments(parser)` and `execute(arguments) -> exit code`."""

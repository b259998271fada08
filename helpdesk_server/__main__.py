"""The command `helpdesk-server`."""


def main() -> None:
    raise SystemExit("not built yet")

"""The command `helpdesk-desktop`."""


def main() -> None:
    raise SystemExit("not built yet")

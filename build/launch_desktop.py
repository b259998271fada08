"""What the frozen `helpdesk-desktop` and `helpdesk-desktop-cli` run."""

from helpdesk_desktop.__main__ import main

main()

"""What the frozen `helpdesk-server` runs."""

from helpdesk_server.__main__ import main

main()

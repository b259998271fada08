"""All campaigns of the soak, by name: a new one gets a line here, and nothing else."""

from collections.abc import Mapping

from soak.campaign import Campaign
from soak.histories.campaign import CAMPAIGN as HISTORIES
from soak.histories.restore import CAMPAIGN as RESTORE
from soak.kills.desk import CAMPAIGN as KILLS
from soak.kills.server import CAMPAIGN as SERVER_KILLS
from soak.network.nemesis import CAMPAIGN as NEMESIS
from soak.network.uploads import CAMPAIGN as UPLOADS
from soak.power.campaign import CAMPAIGN as POWER
from soak.typing.campaign import CAMPAIGN as TYPING

CAMPAIGNS: Mapping[str, Campaign] = {
    campaign.name: campaign
    for campaign in (POWER, KILLS, SERVER_KILLS, UPLOADS, NEMESIS, HISTORIES, RESTORE, TYPING)
}

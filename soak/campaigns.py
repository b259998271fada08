"""All campaigns of the soak, by name: a new one gets a line here, and nothing else."""

from collections.abc import Mapping

from soak.campaign import Campaign
from soak.power.campaign import CAMPAIGN as POWER

CAMPAIGNS: Mapping[str, Campaign] = {campaign.name: campaign for campaign in (POWER,)}

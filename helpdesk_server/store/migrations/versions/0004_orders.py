"""Orders are signed for each answer, sealed boxes are kept; how far a device's clock is off."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.drop_column("directive", "signed")
    op.execute(
        "INSERT INTO directive (device_id, action, issued_at) "
        "SELECT id, 'lock', revoked_at FROM device WHERE revoked_at IS NOT NULL"
    )
    op.create_table(
        "sealed_box",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("box", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_sealed_box_device_id_device")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_box")),
    )
    op.create_index(op.f("ix_sealed_box_device_id"), "sealed_box", ["device_id"])
    op.add_column("device_standing", sa.Column("clock_off_s", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("device_standing", "clock_off_s")
    op.drop_table("sealed_box")
    op.add_column("directive", sa.Column("signed", sa.Text(), nullable=False, server_default=""))

"""Where programmes are kept: a ledger in one SQLite file, or in a PostgreSQL database.

It needs the extra ``store`` (SQLAlchemy and Alembic), and ``postgresql`` for PostgreSQL.
"""

from pairwell._extras import needed

for _library in ("sqlalchemy", "alembic"):
    needed(_library, "store")

from pairwell.store._applications import Applications  # noqa: E402
from pairwell.store._data_protection import Custodian, Due, PurgeReport  # noqa: E402
from pairwell.store._decisions import Recorded  # noqa: E402
from pairwell.store._equality import (  # noqa: E402
    EqualityFunnel,
    GroupFunnel,
    Rate,
    equality_funnel,
)
from pairwell.store._intake import Received, Reception  # noqa: E402
from pairwell.store._ledger import AuditReport, instant_text  # noqa: E402
from pairwell.store._move_transaction import Moved  # noqa: E402
from pairwell.store._pairs import (  # noqa: E402
    InfeasibleError,
    NotCertifiedError,
    Pairs,
    Rematched,
)
from pairwell.store._people import Identities, Monitoring, Person  # noqa: E402
from pairwell.store._running import Logged, Running  # noqa: E402
from pairwell.store._states import PairStanding  # noqa: E402
from pairwell.store._store import (  # noqa: E402
    AuditRecord,
    Store,
    create_store,
    open_store,
    upgrade_store,
)
from pairwell.store._supervision import Supervision  # noqa: E402

__all__ = [
    "Applications",
    "AuditRecord",
    "AuditReport",
    "Custodian",
    "Due",
    "EqualityFunnel",
    "GroupFunnel",
    "Identities",
    "InfeasibleError",
    "Logged",
    "Monitoring",
    "Moved",
    "NotCertifiedError",
    "PairStanding",
    "Pairs",
    "Person",
    "PurgeReport",
    "Rate",
    "Received",
    "Reception",
    "Recorded",
    "Rematched",
    "Running",
    "Store",
    "Supervision",
    "create_store",
    "equality_funnel",
    "instant_text",
    "open_store",
    "sqlalchemy",
    "upgrade_store",
]

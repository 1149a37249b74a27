"""Where programmes are kept: a ledger in one SQLite file, or in a PostgreSQL database.

It needs the extra ``store`` (SQLAlchemy, Alembic and SciPy), and ``postgresql`` for PostgreSQL.
"""

from pairwell.round.reasons import Reason
from pairwell.store import _requirements  # noqa: F401  (first: says which library is missing)
from pairwell.store._applications import Applications
from pairwell.store._appointments import Clash, Sitting
from pairwell.store._audit import AuditReport
from pairwell.store._bearing import Bearing, find_bearings
from pairwell.store._boards import OnBoard
from pairwell.store._custodian import Custodian, Due, Held, PurgeReport
from pairwell.store._database import heads_path
from pairwell.store._decisions import Recorded
from pairwell.store._equality import (
    EqualityFunnel,
    GroupFunnel,
    Rate,
    equality_funnel,
)
from pairwell.store._errors import AlreadyWrittenError, DamagedError, UncertainError
from pairwell.store._grants import GrantStanding
from pairwell.store._heads import (
    Head,
    append_heads,
    make_key,
    read_heads,
    read_key,
    read_public_key,
)
from pairwell.store._ledger import instant_text
from pairwell.store._logbook import Logged
from pairwell.store._move_transaction import Moved
from pairwell.store._moves import PairStanding, PersonStanding
from pairwell.store._on_record import MatchingOnRecord, Since
from pairwell.store._overview import Overview, StepCounts
from pairwell.store._pairs import Pairs
from pairwell.store._people import Identities, Monitoring, Person
from pairwell.store._reasons import Reasons
from pairwell.store._reception import Received, Reception
from pairwell.store._rematch import (
    Choice,
    InfeasibleError,
    LeftOut,
    NotCertifiedError,
    Rematched,
)
from pairwell.store._running import Running
from pairwell.store._scheduling import Rescheduled, Scheduled
from pairwell.store._standing import Standing
from pairwell.store._store import (
    AuditRecord,
    Store,
    create_store,
    newest_version,
    open_store,
    upgrade_store,
)
from pairwell.store._supervision import Supervision

__all__ = [
    "AlreadyWrittenError",
    "Applications",
    "AuditRecord",
    "AuditReport",
    "Bearing",
    "Choice",
    "Clash",
    "Custodian",
    "DamagedError",
    "Due",
    "EqualityFunnel",
    "GrantStanding",
    "GroupFunnel",
    "Head",
    "Held",
    "Identities",
    "InfeasibleError",
    "LeftOut",
    "Logged",
    "MatchingOnRecord",
    "Monitoring",
    "Moved",
    "NotCertifiedError",
    "OnBoard",
    "Overview",
    "PairStanding",
    "Pairs",
    "Person",
    "PersonStanding",
    "PurgeReport",
    "Rate",
    "Reason",
    "Reasons",
    "Received",
    "Reception",
    "Recorded",
    "Rematched",
    "Rescheduled",
    "Running",
    "Scheduled",
    "Since",
    "Sitting",
    "Standing",
    "StepCounts",
    "Store",
    "Supervision",
    "UncertainError",
    "append_heads",
    "create_store",
    "equality_funnel",
    "find_bearings",
    "heads_path",
    "instant_text",
    "make_key",
    "newest_version",
    "open_store",
    "read_heads",
    "read_key",
    "read_public_key",
    "upgrade_store",
]

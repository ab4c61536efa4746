# The face of this room: what other rooms may import from it.
from . import cost_explorer as cost_explorer
from . import failures as failures
from . import iam_state as iam_state
from . import lookup_events as lookup_events
from . import metrics as metrics
from . import posture as posture
from . import reads as reads
from . import region_sweep as region_sweep
from . import s3_trail as s3_trail
from .aws import Access as Access
from .aws import Account as Account
from .aws import open_account as open_account
from .item import Item as Item
from .item import Pause as Pause
from .local_files import local_files as local_files

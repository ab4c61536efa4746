# The face of this room: what other rooms may import from it.
from . import cost_explorer as cost_explorer
from . import failures as failures
from . import live_state as live_state
from . import lookup_events as lookup_events
from . import metrics as metrics
from . import reads as reads
from . import s3_objects as s3_objects
from . import s3_trail as s3_trail
from .access import Access as Access
from .aws import Account as Account
from .aws import open_account as open_account
from .item import Item as Item
from .item import Pause as Pause
from .local_files import local_files as local_files
from .local_files import not_there as not_there
from .wire import masked as masked

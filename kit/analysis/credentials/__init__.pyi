# The face of this room: what other rooms may import from it.
from . import account_state as account_state
from .account_state import Key as Key
from .account_state import Live as Live
from .account_state import Seen as Seen
from .account_state import normal_id as normal_id
from .endings import may_stand as may_stand
from .places import IPV4 as IPV4
from .places import IPV6 as IPV6
from .places import from_aws as from_aws
from .places import is_outside as is_outside
from .places import is_public as is_public
from .places import network as network
from .places import tool as tool
from .places import within as within
from .slips import mistaken_keys as mistaken_keys

# The face of this room: what other rooms may import from it.
from . import plan_text as plan_text
from . import reply as reply
from . import steps as steps
from .items import PlanItem as PlanItem
from .plan_text import Step as Step

"""The trail is compared with the plain reference scorer, which has its place elsewhere."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "property"))

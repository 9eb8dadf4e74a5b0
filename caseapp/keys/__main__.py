"""Run the key holder: ``python -m caseapp.keys FOLDER``, the key on standard input."""

import sys

from caseapp.keys.holder import main

sys.exit(main())

"""What was published: tables in, checked, joined, and one claim chosen for each figure."""

import pandas as pd

# The frames of a record are small: with pyarrow's strings, a check takes a third longer.
pd.options.mode.string_storage = "python"

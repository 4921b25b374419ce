"""The public site as files that any host can hand out. The one place for others to call.

`export` brings a folder in step with what is published. Parts: `export` (the run), `making` and `crew` (the files of an address), `reading`
(where they lead), `needs` (what each depends on), `state` (what is known), `folders` (two trees, exchanged), `hosts` (headers, redirects).
"""

from content.static_export.export import Broken, NoRoom, Report, export
from content.static_export.folders import Refused
from content.static_export.making import Wanted

__all__ = ["Broken", "NoRoom", "Refused", "Report", "Wanted", "export"]

"""Finished answers of public pages, served in front of Django and kept through any outage. The one place for others to call.

`PageStore` wraps the WSGI application; `advance` makes a new edition of the site inside the transaction of a change that readers
will see. Parts: `board` (what all processes of a machine know at once), `editions` (the database's counter), `asking` (a page from Django),
`finished` and `other` (one answer), `shelf` (copies on disk) and `held` (in memory), `maker` (how a page is made), `store` (the wrapper), `pulse`
(the threads that hear the database and look after the copies).

An answer is kept when its view says so: with the header of `settings.PUBLIC_CACHE_CONTROL`, for an address without a query. It answers for
the address with any query too when its view says that it reads none (No-Vary-Search).
"""

from content.page_store.editions import advance
from content.page_store.pulse import is_away
from content.page_store.store import PageStore

__all__ = ["PageStore", "advance", "is_away"]

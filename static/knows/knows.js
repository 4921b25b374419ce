/* Counts, in the reader's own browser, what it holds of this site and whom this page asked. Sends nothing. */
(() => {
  const show = (name, value) => { document.querySelector(`[data-knows-${name}]`).textContent = value; };
  const length = (storage) => { try { return window[storage].length; } catch { return 0; } };
  const list = async (read) => { try { return (await read()).length; } catch { return 0; } };

  addEventListener('load', async () => {
    const asked = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const stored = length('localStorage') + length('sessionStorage') + await list(() => indexedDB.databases())
      + await list(() => caches.keys()) + await list(() => navigator.serviceWorker.getRegistrations());
    show('cookies', document.cookie ? document.cookie.split(';').length : 0);
    show('stored', stored);
    show('requests', asked.length);
    show('hosts', [...new Set(asked.map((entry) => new URL(entry.name).host))].join(', '));
    document.querySelectorAll('[data-knows]').forEach((part) => { part.hidden = false; });
    document.querySelector('[data-knows-hint]').hidden = true;
  });
})();

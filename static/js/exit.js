/* Quick exit (design brief, section 9): leaves at once, keeps nothing, and does not come back. Without script it is a plain link by way of /leave/. */
(() => {
  const root = document.documentElement;
  const exit = document.getElementById('exit');
  const say = document.getElementById('exit-say');
  if (!exit || !say) return;

  const FLAG = 'x'; // says nothing to whoever finds it
  const PRESSES = 3;
  const PATIENCE = 5000; // milliseconds between two presses

  const storages = () => {
    try { return [localStorage, sessionStorage]; } catch { return []; }
  };
  const flagged = () => {
    try { return sessionStorage.getItem(FLAG); } catch { return null; }
  };
  const unflag = () => {
    try { sessionStorage.removeItem(FLAG); } catch { /* nothing was kept */ }
  };

  const leave = (event) => {
    if (event) event.preventDefault();
    root.classList.add('gone');
    document.title = 'Weather';
    document.querySelectorAll('input, textarea').forEach((field) => { field.value = ''; });
    storages().forEach((storage) => storage.clear());
    try { sessionStorage.setItem(FLAG, '1'); } catch { /* storage is off: Back may show this page */ }
    location.replace(exit.dataset.to); // not by way of /leave/: clearing the cache may take a browser seconds
  };

  let presses = 0;
  let capital = false; // Shift is held to type something else
  let timer;
  const forget = () => {
    presses = 0;
    delete exit.dataset.n;
    say.textContent = '';
  };

  exit.addEventListener('click', leave);

  addEventListener('keydown', (event) => {
    capital = event.key !== 'Shift';
    if (capital) forget();
  }, true);
  addEventListener('keyup', (event) => {
    if (event.key !== 'Shift' || capital) return;
    presses += 1;
    exit.dataset.n = presses;
    clearTimeout(timer);
    timer = setTimeout(forget, PATIENCE);
    if (presses >= PRESSES) leave();
    else say.textContent = exit.dataset.say.replace('{n}', PRESSES - presses);
  }, true);

  addEventListener('pageshow', (event) => {
    const [navigation] = performance.getEntriesByType('navigation');
    const back = event.persisted || (navigation && navigation.type === 'back_forward');
    if (back && flagged()) { leave(); return; }
    unflag(); // typed or linked: the reader wants to be here
    root.classList.remove('gone');
    forget();
  });
})();

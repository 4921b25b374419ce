/* Shows results while someone types, by the same POST as the button and on the same page; keeps nothing. Without script the button does it. */
(() => {
  const form = document.querySelector('[data-search]');
  const shown = document.querySelector('[data-results]');
  if (!form || !shown) return;

  const PAUSE = 300; // milliseconds after the last letter
  const field = form.elements.q;
  const said = shown.querySelector('[data-said]'); // stays in the page: only then do screen readers tell what changes in it
  let asked = field.value.trim();
  let timer;
  let request;

  const show = (answer) => {
    const found = answer && answer.querySelector('[data-results]');
    if (!found) return; // the button still works
    const news = found.querySelector('[data-said]');
    const at = [...found.children].indexOf(news);
    [...shown.children].forEach((old) => { if (old !== said) old.remove(); });
    [...found.children].forEach((fresh, place) => { if (place < at) said.before(fresh); else if (place > at) shown.append(fresh); });
    said.replaceChildren(...news.childNodes);
  };

  const ask = () => {
    const words = field.value.trim();
    if (words === asked || words.length < 3) return;
    asked = words;
    if (request) request.abort();
    request = new XMLHttpRequest(); // it reads a page as a document, which fetch cannot without a Trusted Types policy
    request.open('POST', form.action);
    request.responseType = 'document';
    request.onload = () => { if (request.status === 200) show(request.response); };
    request.send(new URLSearchParams({ q: words }));
  };

  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    if (request) request.abort();
  });
})();

/* Finds pages where no server can: the words are looked for in a list of the site that is read once, and never leave the page. */
(() => {
  const box = document.querySelector('[data-find]');
  const shown = document.querySelector('[data-results]');
  if (!box || !shown) return;

  const MOST = 12; // results
  const MISSPELT_FROM = 5; // letters of a word that may be one letter wrong
  const GAP = 4; // filling words between two words of a phrase
  const LETTERS = { 1: 'i', '!': 'i', 3: 'e', 0: 'o', 4: 'a', '@': 'a', $: 's', 5: 's', '*': '' };
  const field = box.querySelector('input');
  const said = shown.querySelector('[data-said]'); // stays in the page: only then do screen readers tell what changes in it
  const links = [...shown.children].filter((child) => child !== said);
  const told = box.dataset;
  let list;

  // As content/search/words.py reads them.
  const wordsOf = (text) => (text.replace(/['\u2019\u2018\u02bc`\u00b4]/g, '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    .replace(/(^|[^a-z0-9])((?:[a-z][. ]){2,}[a-z])(?![a-z0-9])/g, (_, before, spelled) => before + spelled.replace(/[. ]/g, ''))
    .match(/[a-z0-9]+/g) || []).filter((word) => word.length <= 40);

  // As content/search/help_first.py judges them.
  const isNear = (one, other) => {
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    const [a, b] = [one.slice(at), other.slice(at)];
    const areSwapped = a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
    return a !== b && (areSwapped || a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1));
  };
  const formsOf = (word) => {
    const { fillers, others, forms } = list.crisis;
    const found = new Set([word, `=${word}`].filter((form) => forms.has(form)));
    if (fillers.has(word)) found.add('');
    if (!others.has(word)) {
      forms.forEach((form) => { if (form.length >= MISSPELT_FROM && form[0] === word[0] && isNear(word, form)) found.add(form); });
    }
    return found;
  };
  const follows = (steps, from, found, at) => {
    if (from === steps.length) return true;
    for (let place = at; place <= at + GAP && place < found.length; place += 1) {
      if (steps[from].some((form) => found[place].has(form)) && follows(steps, from + 1, found, place + 1)) return true;
      if (!found[place].has('')) return false;
    }
    return false;
  };
  const asksForHelp = (query) => {
    const read = query.toLowerCase()
      .replace(/\p{L}+[0-9!@$*]+\p{L}+|[!@$]\p{L}{2,}/gu, (mixed) => [...mixed].map((sign) => LETTERS[sign] ?? sign).join(''));
    const present = wordsOf(read);
    const found = [new Set('^'), ...present.map((word) => formsOf(word.replace(/(.)\1{2,}/g, '$1'))), new Set('$')];
    return list.crisis.phrases.some(({ steps, unless }) => !present.some((word) => unless.has(word))
      && found.some((forms, at) => steps[0].some((form) => forms.has(form)) && follows(steps, 1, found, at + 1)));
  };

  const search = (query) => {
    const every = wordsOf(query);
    const telling = every.filter((word) => !list.empty.has(word));
    const sought = telling.length ? telling : every;
    const scores = new Map();
    sought.forEach((word) => {
      const begun = word.length > 4 ? word.replace(/s$/, '') : word;
      const best = new Map();
      const count = (number, points) => { if (points > (best.get(number) || 0)) best.set(number, points); };
      list.entries.forEach(({ names }, number) => names.forEach((name) => name.split(' ').forEach((other) => {
        if (other.startsWith(begun)) count(number, other === word ? 10 : 6);
      })));
      list.words.forEach(([other, numbers]) => {
        if (other.startsWith(begun)) numbers.forEach((number) => count(number, other === word ? 3 : 1));
      });
      best.forEach((points, number) => scores.set(number, (scores.get(number) || 0) + points + 20)); // to have more of the words comes first
    });
    const whole = every.join(' ');
    const scored = [...scores].map(([number, points]) => [list.entries[number], points + (list.entries[number].names.includes(whole) ? 1000 : 0)]);
    return scored.sort((one, other) => other[1] - one[1]).slice(0, MOST).map(([entry]) => entry);
  };

  const made = (name, kind, text) => {
    const element = document.createElement(name);
    if (kind) element.className = kind;
    element.textContent = text;
    return element;
  };
  const result = ({ address, language, title, summary, label }) => {
    const item = made('li', 'result', '');
    const link = made('a', 'h', title);
    const line = made('p', '', summary);
    link.href = address;
    if (language !== document.documentElement.lang) link.lang = link.hreflang = line.lang = language;
    item.append(made('p', 'kind', label), link, line);
    return item;
  };
  const show = () => {
    if (!list) return;
    const query = field.value.trim();
    const hits = query.length > 1 ? search(query) : [];
    const isCrisis = asksForHelp(query);
    [...shown.children].forEach((child) => { if (child !== said) child.remove(); });
    said.textContent = [isCrisis && told.help, hits.length ? `${told.found} ${hits.length}` : query.length > 1 && told.none].filter(Boolean).join(' ');
    if (isCrisis) said.before(document.querySelector('[data-help-card]').content.cloneNode(true));
    if (hits.length) {
      const results = made('ol', 'x prose results', '');
      results.append(...hits.map(result));
      shown.append(results);
    } else {
      shown.append(...links);
    }
  };

  const read = ({ entries, words, empty, crisis }) => {
    const phrases = crisis.phrases.flatMap(({ any, unless }) => any.map((line) => (
      { steps: line.split(' ').map((step) => step.split('|')), unless: new Set(unless) })));
    list = {
      entries: entries.map(([address, language, title, summary, label, names]) => ({ address, language, title, summary, label, names })),
      words: Object.entries(words),
      empty: new Set(empty),
      crisis: { fillers: new Set(crisis.fillers), others: new Set(crisis.others), forms: new Set(phrases.flatMap(({ steps }) => steps.flat())), phrases },
    };
    show();
  };
  const load = () => {
    field.removeEventListener('focus', load);
    fetch(told.find, { credentials: 'omit' })
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
      .then(read)
      .catch(() => {
        said.textContent = told.failed;
        field.addEventListener('focus', load);
      });
  };
  field.addEventListener('focus', load);
  field.addEventListener('input', show);
  box.hidden = false;
  document.querySelectorAll('[data-find-hint]').forEach((hint) => { hint.hidden = !hint.hidden; });
})();

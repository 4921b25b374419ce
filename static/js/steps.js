/* Guides through a numbered list: one step at a time, by hand or at the pace that the steps name; read aloud only by a voice of the device itself. */
(() => {
  const made = document.getElementById('guide');
  if (!made) return;

  const TIMES = /(\d+)\s*(min|se[cg])/i; // "45 seconds", "1 minuto"
  const language = document.documentElement.lang;
  let stopOther = () => {};
  let voice;

  const seconds = (step) => {
    const [, number, unit] = step.querySelector('strong')?.textContent.match(TIMES) || [];
    return number ? Number(number) * (/^s/i.test(unit) ? 1 : 60) : 0;
  };
  const hush = () => window.speechSynthesis?.cancel();

  const guide = (list) => {
    const bar = made.content.cloneNode(true).firstElementChild;
    const [go, back, next, pause, aloud, status] = ['go', 'back', 'next', 'pause', 'aloud', 'status'].map((name) => bar.querySelector(`[data-${name}]`));
    const steps = [...list.children];
    const timed = steps.some(seconds);
    let at = -1;
    let timer;
    let paused = false;

    const speak = (text) => {
      hush();
      if (!voice || !aloud.checked) return;
      const words = new SpeechSynthesisUtterance(text);
      words.voice = voice;
      words.lang = voice.lang;
      words.rate = 0.9;
      speechSynthesis.speak(words);
    };

    const wait = () => {
      clearTimeout(timer);
      const long = at >= 0 && !paused ? seconds(steps[at]) : 0;
      if (long) timer = setTimeout(() => show(at + 1), long * 1000);
    };

    const show = (number) => {
      steps[at]?.removeAttribute('aria-current');
      at = number;
      if (at >= steps.length) { stop(made.dataset.end); speak(made.dataset.end); return; }
      const step = steps[at];
      step.setAttribute('aria-current', 'step');
      step.scrollIntoView({ block: 'center' });
      back.disabled = at === 0;
      status.textContent = step.textContent;
      speak(step.textContent);
      wait();
    };

    const running = (on) => {
      bar.classList.toggle('going', on);
      go.textContent = on ? go.dataset.stop : go.dataset.start;
      [back, next].forEach((button) => { button.hidden = !on; });
      pause.hidden = !(on && timed);
      paused = false;
      pause.textContent = pause.dataset.pause;
    };

    const stop = (words = '') => {
      clearTimeout(timer);
      hush();
      steps.forEach((step) => step.removeAttribute('aria-current'));
      const focused = bar.contains(document.activeElement);
      at = -1;
      running(false);
      if (focused) go.focus();
      status.textContent = words;
    };

    go.dataset.start = go.textContent;
    pause.dataset.pause = pause.textContent;
    go.addEventListener('click', () => {
      if (at >= 0) { stop(); return; }
      stopOther();
      stopOther = stop;
      running(true);
      show(0);
    });
    next.addEventListener('click', () => show(at + 1));
    back.addEventListener('click', () => show(at - 1));
    pause.addEventListener('click', () => {
      paused = !paused;
      pause.textContent = paused ? pause.dataset.goOn : pause.dataset.pause;
      if (paused) hush();
      wait();
    });
    aloud.addEventListener('change', () => { if (!aloud.checked) hush(); else if (at >= 0) speak(steps[at].textContent); });
    list.before(bar);
    return bar;
  };

  const bars = [...document.querySelectorAll('article > ol.steps')].map(guide);

  // A voice from a network would send the words away, so only one that lives on the device is ever offered.
  const listen = () => {
    voice = window.speechSynthesis?.getVoices().find((one) => one.localService && one.lang.slice(0, 2) === language);
    bars.forEach((bar) => { bar.querySelector('[data-voice]').hidden = !voice; });
  };
  listen();
  window.speechSynthesis?.addEventListener?.('voiceschanged', listen);

  const silence = () => { stopOther(); hush(); };
  addEventListener('pagehide', silence);
  // The quick exit hides the page before the next one has come.
  new MutationObserver(() => { if (document.documentElement.classList.contains('gone')) silence(); })
    .observe(document.documentElement, { attributeFilter: ['class'] });
})();
